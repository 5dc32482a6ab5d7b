import type { FastifyRequest } from "fastify";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { ref } from "../http/wire.ts";
import { getWall, getWallHistory } from "./queries.ts";
import { HistoryQuery, Wall, WallHistory, WallIncident, WallUnit } from "./schema.ts";

/** What the command centre watches. */
export function wallRoutes(app: App, { dbFor, scopeOf, drawnOf }: FeatureOptions): void {
  const scopeOfWall = (request: FastifyRequest) => ({
    incidents: scopeOf(request, "incidents", "operational"),
    units: scopeOf(request, "units", "operational"),
    venues: scopeOf(request, "venues", "operational"),
    drawn: drawnOf(request),
  });
  app.addSchema(WallIncident);
  app.addSchema(WallUnit);
  app.addSchema(Wall);
  app.addSchema(WallHistory);
  app.get(
    "/api/wall",
    {
      schema: {
        tags: ["wall"],
        summary: "Figures, open incidents and units of one moment",
        response: { 200: ref(Wall), ...problemResponses },
      },
    },
    (request) => getWall(dbFor(request), scopeOfWall(request)),
  );
  app.get(
    "/api/wall/history",
    {
      schema: {
        tags: ["wall"],
        summary: "What was open in the last minutes",
        querystring: HistoryQuery,
        response: { 200: ref(WallHistory), ...problemResponses },
      },
    },
    (request) => getWallHistory(dbFor(request), request.query.minutes, scopeOfWall(request)),
  );
}
