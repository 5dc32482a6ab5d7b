import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { ref } from "../http/wire.ts";
import { type CountedScopes, getCity } from "./queries.ts";
import { City } from "./schema.ts";

/** What a page needs to know before it draws anything. */
export function cityRoutes(app: App, { dbFor, scopeOf }: FeatureOptions): void {
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
    (request) => {
      const of = (subject: keyof CountedScopes) => scopeOf(request, subject, "operational");
      return getCity(dbFor(request), {
        residences: of("residences"),
        venues: of("venues"),
        incidents: of("incidents"),
        units: of("units"),
        visits: of("visits"),
        addresses: of("addresses"),
      });
    },
  );
}
