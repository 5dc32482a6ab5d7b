import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { sendFeatures } from "../http/geojson.ts";
import { parseCursor } from "../http/parameters.ts";
import { pageOf, ref } from "../http/wire.ts";
import { listAreas } from "./queries.ts";
import { Area, AreaQuery } from "./schema.ts";

/** Areas above the community: list. */
export function areaRoutes(app: App, { database: { db } }: FeatureOptions): void {
  app.addSchema(Area);

  app.get(
    "/api/areas",
    {
      schema: {
        tags: ["areas"],
        summary: "List areas above the community",
        querystring: AreaQuery,
        response: { 200: pageOf(ref(Area)), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { level, limit, after, format } = request.query;
      const rows = await listAreas(db, {
        level,
        limit,
        afterId: parseCursor(after, 1)?.[0],
        withGeometry: format === "geojson",
      });
      const page = {
        items: rows.map(({ area }) => area),
        next: rows.length === limit ? String(rows.at(-1)?.area.id) : null,
      };
      if (format !== "geojson") return page;
      const geometries = new Map(rows.map(({ area, geometry }) => [area.id, geometry]));
      sendFeatures(reply, page, (item) => ({ geometry: geometries.get(item.id) ?? null, properties: item }));
      return reply;
    },
  );
}
