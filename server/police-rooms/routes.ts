import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { pointFeature, sendFeatures } from "../http/geojson.ts";
import { parseCursor } from "../http/parameters.ts";
import { pageOf, ref } from "../http/wire.ts";
import { listPoliceRooms } from "./queries.ts";
import { PoliceRoom, PoliceRoomQuery } from "./schema.ts";

/** Police rooms: list. */
export function policeRoomRoutes(app: App, { database: { db } }: FeatureOptions): void {
  app.addSchema(PoliceRoom);

  app.get(
    "/api/police-rooms",
    {
      schema: {
        tags: ["police rooms"],
        summary: "List police rooms",
        querystring: PoliceRoomQuery,
        response: { 200: pageOf(ref(PoliceRoom)), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { after, format, ...filter } = request.query;
      const items = await listPoliceRooms(db, { ...filter, afterId: parseCursor(after, 1)?.[0] });
      const page = { items, next: items.length === filter.limit ? String(items.at(-1)?.id) : null };
      if (format !== "geojson") return page;
      sendFeatures(reply, page, pointFeature);
      return reply;
    },
  );
}
