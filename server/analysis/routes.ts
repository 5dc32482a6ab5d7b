import { density, withReach } from "@one-map/tiles/density";
import type { Filter } from "@one-map/tiles/filter";
import { type FoundPoint, newest } from "@one-map/tiles/newest";
import { percentiles } from "@one-map/tiles/percentiles";
import type { PointLayer } from "@one-map/tiles/point-layer";
import { summarise } from "@one-map/tiles/summary";
import type { BBox } from "@one-map/tiles/world";
import type { FastifyRequest } from "fastify";
import { type Static, Type } from "typebox";
import { type App, type DrawnOf, problemResponses, type ScopeOf } from "../http/app-type.ts";
import { parseBBox, parseList } from "../http/parameters.ts";
import { HttpProblem } from "../http/problems.ts";
import { ref } from "../http/wire.ts";
import type { MapEngine } from "../tiles/engine.ts";
import { FilterQuery, parseFilter, within, withOnly } from "../tiles/filter-query.ts";
import {
  Counts,
  CountsQuery,
  Density,
  DensityQuery,
  FoundIncident,
  groupings,
  NewestIncidents,
  NewestQuery,
  ResponseTimes,
  weekdayHour,
} from "./schema.ts";

export interface AnalysisOptions {
  readonly engine: () => MapEngine;
  /** Instant up to which the engine has read the database. */
  readonly asOf: () => Date | undefined;
  /** Box that holds the city. */
  readonly bounds: () => Promise<BBox | null>;
  readonly scopeOf: ScopeOf;
  readonly drawnOf: DrawnOf;
}

const tags = ["analysis"];

/** Counts and surfaces from the same columns as the tiles, so that charts and map agree. */
export function analysisRoutes(app: App, { engine, asOf, bounds, scopeOf, drawnOf }: AnalysisOptions): void {
  app.addSchema(Counts);
  app.addSchema(Density);
  app.addSchema(ResponseTimes);
  app.addSchema(FoundIncident);
  app.addSchema(NewestIncidents);

  app.get(
    "/api/analysis/incidents/counts",
    {
      schema: {
        tags,
        summary: "Count incidents by group",
        querystring: CountsQuery,
        response: { 200: ref(Counts), ...problemResponses },
      },
    },
    async (request) => {
      const { by, ...query } = request.query;
      const layer = engine().points("incidents");
      const filter = filterOf(request, query);
      const asked = parseList("by", by) ?? [];
      const unknown = asked.find((name) => !(groupings as readonly string[]).includes(name));
      if (unknown !== undefined)
        throw new HttpProblem("query-parameter", `Group by ${groupings.join(", ")}.`, [
          { pointer: "by", reason: "unknown group" },
        ]);
      const [first, second] = weekdayHour.split("-") as [string, string];
      const singles = asked.filter((name) => name !== weekdayHour);
      // One pass over the rows, however many charts there are.
      const { total, by: single, byTwo } = summarise(layer, { by: singles, byTwo: [[first, second]] }, filter);
      const pairs = (byTwo[0] ?? []).map(({ keys, count }) => ({ key: keys.join("-"), count }));
      const groups = Object.fromEntries(
        asked.map((name) => [name, name === weekdayHour ? pairs : [...(single[singles.indexOf(name)] ?? [])]]),
      );
      return {
        asOf: asOf()?.toISOString() ?? null,
        total,
        ofTotal: countIn(layer, scopeOf(request, "incidents", "operational")),
        groups,
      };
    },
  );

  app.get(
    "/api/analysis/incidents/response-times",
    {
      schema: {
        tags,
        summary: "Percentiles of the time from report to arrival",
        querystring: Type.Object(FilterQuery, { additionalProperties: false }),
        response: { 200: ref(ResponseTimes), ...problemResponses },
      },
    },
    async (request) => {
      const layer = engine().points("incidents");
      const shares = [0.5, 0.75, 0.9, 0.95] as const;
      const filter = filterOf(request, request.query);
      const { count, values } = percentiles(layer, "response_seconds", shares, filter);
      const at = (i: number) => values[i] ?? null;
      const seconds = { p50: at(0), p75: at(1), p90: at(2), p95: at(3) };
      return { asOf: asOf()?.toISOString() ?? null, count, seconds };
    },
  );

  app.get(
    "/api/analysis/incidents/density",
    {
      schema: {
        tags,
        summary: "Surface of incidents per km²",
        description: "Quartic kernel; distances in metres on the ground; no correction at the edges.",
        querystring: DensityQuery,
        response: { 200: ref(Density), ...problemResponses },
      },
    },
    async (request) => {
      const { bandwidthMeters, cellMeters, bbox, ...query } = request.query;
      const city = bbox === undefined ? await bounds() : null;
      // The influence of what lies at the city's edge goes on beyond it, and would be cut off there.
      const box = parseBBox(bbox) ?? (city && withReach(city, bandwidthMeters));
      if (box === null) throw new HttpProblem("not-found", "There is no city yet.");
      const surface = tryDensity({ bbox: box, bandwidthMeters, cellMeters }, drawnFilterOf(request, query));
      const { columns, rows, west, south, cellLng, cellLat, values, count } = surface;
      const covered: [number, number, number, number] = [west, south, west + columns * cellLng, south + rows * cellLat];
      return {
        asOf: asOf()?.toISOString() ?? null,
        bandwidthMeters,
        cellMeters,
        count,
        unit: "per_km2" as const,
        bbox: covered,
        columns,
        rows,
        values: Array.from(values, (value) => Math.round(value * 100) / 100),
      };
    },
  );

  app.get(
    "/api/analysis/incidents/newest",
    {
      schema: {
        tags,
        summary: "List the newest incidents of a part of the map",
        querystring: NewestQuery,
        response: { 200: ref(NewestIncidents), ...problemResponses },
      },
    },
    async (request) => {
      const { bbox, limit, ...query } = request.query;
      const box = parseBBox(bbox) ?? everywhere;
      const { total, points } = newest(
        engine().points("incidents"),
        { bbox: box, most: limit },
        drawnFilterOf(request, query),
      );
      return { asOf: asOf()?.toISOString() ?? null, total, items: points.map(toFound) };
    },
  );

  /** What is asked for, within the scope of whoever asks. */
  function filterOf(request: FastifyRequest, query: Parameters<typeof parseFilter>[1]): Filter {
    const scope = scopeOf(request, "incidents", "operational");
    const asked = parseFilter("incidents", query);
    return scope === undefined ? asked : within(asked, scope);
  }

  /** The same for what tells places: categories that are only counted have none. */
  function drawnFilterOf(request: FastifyRequest, query: Parameters<typeof parseFilter>[1]): Filter {
    const drawn = drawnOf(request);
    const filter = filterOf(request, query);
    return drawn === undefined ? filter : withOnly(filter, "category", drawn);
  }

  function tryDensity(request: Parameters<typeof density>[1], filter: Parameters<typeof density>[2]) {
    try {
      return density(engine().points("incidents"), request, filter);
    } catch (error) {
      if (error instanceof RangeError)
        throw new HttpProblem("query-parameter", error.message, [
          { pointer: "cellMeters", reason: "too fine for this box" },
        ]);
      throw error;
    }
  }
}

/** Rows of a layer within a scope. */
function countIn(layer: PointLayer, scope: readonly number[] | undefined): number {
  return scope === undefined ? layer.size : summarise(layer, { by: [] }, within({}, scope)).total;
}

const everywhere: BBox = [-180, -90, 180, 90];

function toFound({ id, position: [lng, lat], values }: FoundPoint): Static<typeof FoundIncident> {
  const round = (degrees: number) => Math.round(degrees * 1e6) / 1e6;
  return {
    id,
    communityId: values.community_id as number | null,
    category: values.category as string,
    priority: values.priority as number,
    status: values.status as string,
    occurredAt: new Date((values.occurred_at as number) * 1_000).toISOString(),
    position: [round(lng), round(lat)],
  };
}
