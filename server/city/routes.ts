import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { ref } from "../http/wire.ts";
import { getCity } from "./queries.ts";
import { City } from "./schema.ts";

/** What a page needs to know before it draws anything. */
export function cityRoutes(app: App, { database: { db } }: FeatureOptions): void {
  app.addSchema(City);
  app.get(
    "/api/city",
    {
      schema: {
        tags: ["city"],
        summary: "The city, its vocabularies and counts",
        response: { 200: ref(City), ...problemResponses },
      },
    },
    () => getCity(db),
  );
}
