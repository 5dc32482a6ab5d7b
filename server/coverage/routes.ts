import type { FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { Type } from "typebox";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { toCsv } from "../http/csv.ts";
import { ref } from "../http/wire.ts";
import { listCoverage } from "./queries.ts";
import { Coverage, CoverageItem, CoverageQuery } from "./schema.ts";

const tags = ["coverage"];

/** Coverage and its gaps, as JSON and as a spreadsheet. */
export function coverageRoutes(app: App, { dbFor, scopeOf }: FeatureOptions): void {
  app.addSchema(CoverageItem);
  app.addSchema(Coverage);

  app.get(
    "/api/coverage",
    {
      schema: {
        tags,
        summary: "Days since the last visit, and the gaps",
        querystring: CoverageQuery,
        response: { 200: ref(Coverage), ...problemResponses },
      },
    },
    (request) => getCoverage(request, request.query),
  );

  app.get(
    "/api/coverage.csv",
    {
      schema: {
        tags,
        summary: "The same as a spreadsheet",
        querystring: CoverageQuery,
        produces: ["text/csv"],
        response: {
          200: { description: "CSV", content: { "text/csv": { schema: Type.String() } } },
          ...problemResponses,
        },
      },
    },
    async (request, reply) => {
      const { asOf, items, thresholdDays } = await getCoverage(request, request.query);
      const head = [
        "key",
        "center_lng",
        "center_lat",
        "name_zh_hans",
        "name_zh_hant",
        "name_en",
        "places",
        "overdue",
        "never_visited",
        "median_days",
        "max_days",
        "share_overdue",
        "score",
        "is_gap",
        "threshold_days",
        "as_of",
      ];
      const rows = items.map((item) => [
        item.key,
        ...centerOf(item.polygon),
        item.names?.zhHans ?? null,
        item.names?.zhHant ?? null,
        item.names?.en ?? null,
        item.places,
        item.overdue,
        item.neverVisited,
        item.medianDays,
        item.maxDays,
        item.shareOverdue,
        item.score,
        item.isGap ? "yes" : "no",
        thresholdDays,
        asOf,
      ]);
      reply.header("content-disposition", `attachment; filename="coverage-${asOf.slice(0, 10)}.csv"`);
      return reply.type("text/csv; charset=utf-8; header=present").send(toCsv([head, ...rows]));
    },
  );

  /** Venues, residences and when they were visited: where one of them may not be seen, nothing is counted. */
  function scopeOfPlaces(request: FastifyRequest): readonly number[] | undefined {
    return (["venues", "residences", "visits"] as const)
      .map((subject) => scopeOf(request, subject, "operational"))
      .reduce((both, one) => (both && one ? both.filter((id) => one.includes(id)) : (both ?? one)));
  }

  async function getCoverage(request: FastifyRequest, query: Static<typeof CoverageQuery>) {
    const { by = "community", of = "both", thresholdDays, cellMeters, communityId } = query;
    const { asOf, items } = await listCoverage(dbFor(request), {
      scope: scopeOfPlaces(request),
      by,
      of,
      thresholdDays,
      cellMeters,
      communityId,
    });
    const sum = (key: "places" | "overdue") => items.reduce((total, item) => total + item[key], 0);
    return {
      asOf: asOf.toISOString(),
      by,
      of,
      thresholdDays,
      cellMeters: by === "cell" ? cellMeters : null,
      places: sum("places"),
      overdue: sum("overdue"),
      gaps: items.filter(({ isGap }) => isGap).length,
      items,
    };
  }
}

/** Middle of a cell, degrees; nothing for a community, which its key names. */
function centerOf(polygon: readonly (readonly number[])[] | null): (number | null)[] {
  const [southWest, , northEast] = polygon ?? [];
  if (southWest === undefined || northEast === undefined) return [null, null];
  return [0, 1].map((axis) => Number((((southWest[axis] ?? 0) + (northEast[axis] ?? 0)) / 2).toFixed(6)));
}
