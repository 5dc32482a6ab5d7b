import { density } from "@one-map/tiles/density";
import { type FoundPoint, newest } from "@one-map/tiles/newest";
import { countAll, countBy, countByTwo } from "@one-map/tiles/summary";
import type { BBox } from "@one-map/tiles/world";
import type { Static } from "typebox";
import { type App, problemResponses } from "../http/app-type.ts";
import { parseBBox, parseList } from "../http/parameters.ts";
import { HttpProblem } from "../http/problems.ts";
import { ref } from "../http/wire.ts";
import type { MapEngine } from "../tiles/engine.ts";
import { parseFilter } from "../tiles/filter-query.ts";
import {
  Counts,
  CountsQuery,
  Density,
  DensityQuery,
  FoundIncident,
  groupings,
  NewestIncidents,
  NewestQuery,
} from "./schema.ts";

export interface AnalysisOptions {
  readonly engine: () => MapEngine;
  /** Instant up to which the engine has read the database. */
  readonly asOf: () => Date | undefined;
  /** Box that holds the city. */
  readonly bounds: () => Promise<BBox | null>;
}

const tags = ["analysis"];

/** Counts and surfaces from the same columns as the tiles, so that charts and map agree. */
export function analysisRoutes(app: App, { engine, asOf, bounds }: AnalysisOptions): void {
  app.addSchema(Counts);
  app.addSchema(Density);
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
      const filter = parseFilter("incidents", query);
      const asked = parseList("by", by) ?? [];
      const unknown = asked.find((name) => !(groupings as readonly string[]).includes(name));
      if (unknown !== undefined)
        throw new HttpProblem("query-parameter", `Group by ${groupings.join(", ")}.`, [
          { pointer: "by", reason: "unknown group" },
        ]);
      const groups = Object.fromEntries(
        asked.map((name) => [
          name,
          name === "weekday-hour"
            ? countByTwo(layer, ["weekday", "hour"], filter).map(({ keys, count }) => ({ key: keys.join("-"), count }))
            : countBy(layer, name, filter).map(({ key, count }) => ({ key, count })),
        ]),
      );
      return { asOf: asOf()?.toISOString() ?? null, total: countAll(layer, filter), ofTotal: layer.size, groups };
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
      const box = parseBBox(bbox) ?? (await bounds());
      if (box === null) throw new HttpProblem("not-found", "There is no city yet.");
      const surface = tryDensity({ bbox: box, bandwidthMeters, cellMeters }, parseFilter("incidents", query));
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
        parseFilter("incidents", query),
      );
      return { asOf: asOf()?.toISOString() ?? null, total, items: points.map(toFound) };
    },
  );

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
