import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { sendFeatures } from "../http/geojson.ts";
import { parseBBox, parseCursor, parseWords } from "../http/parameters.ts";
import { pageOf, ref } from "../http/wire.ts";
import { listRoads } from "./queries.ts";
import { Road, RoadQuery, roadClasses } from "./schema.ts";

/** The street network: list. */
export function roadRoutes(app: App, { database: { db } }: FeatureOptions): void {
  app.addSchema(Road);

  app.get(
    "/api/roads",
    {
      schema: {
        tags: ["roads"],
        summary: "List segments of the street network",
        description: "Segments meet at their ends only, so equal positions are one junction: a graph for finding ways.",
        querystring: RoadQuery,
        response: { 200: pageOf(ref(Road)), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { after, format, bbox, class: classes, limit } = request.query;
      const items = await listRoads(db, {
        limit,
        bbox: parseBBox(bbox),
        classes: parseWords("class", classes, roadClasses),
        afterId: parseCursor(after, 1)?.[0],
      });
      const page = { items, next: items.length === limit ? String(items.at(-1)?.id) : null };
      if (format !== "geojson") return page;
      sendFeatures(reply, page, ({ line, ...properties }) => ({
        geometry: { type: "LineString", coordinates: line },
        properties,
      }));
      return reply;
    },
  );
}
