import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { ref } from "../http/wire.ts";
import { getWall } from "./queries.ts";
import { Wall, WallIncident, WallUnit } from "./schema.ts";

/** What the command centre watches. */
export function wallRoutes(app: App, { database: { db } }: FeatureOptions): void {
  app.addSchema(WallIncident);
  app.addSchema(WallUnit);
  app.addSchema(Wall);
  app.get(
    "/api/wall",
    {
      schema: {
        tags: ["wall"],
        summary: "Figures, open incidents and units of one moment",
        response: { 200: ref(Wall), ...problemResponses },
      },
    },
    () => getWall(db),
  );
}
