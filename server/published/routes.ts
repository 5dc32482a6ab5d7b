import { setImmediate as nextTurn } from "node:timers/promises";
import type { FastifyRequest } from "fastify";
import type { Static } from "typebox";
import { Type } from "typebox";
import { lastPeriod, publishedPeriod } from "../access/periods.ts";
import { type Ground, type IncidentPublication, Publication } from "../access/publication.ts";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { HttpProblem, quoted } from "../http/problems.ts";
import { ref } from "../http/wire.ts";
import { Kept } from "./kept.ts";
import { readCalendar, readGrounds, readIncidents, readNames } from "./queries.ts";
import { PublishedBlock, PublishedCity, PublishedIncidents, PublishedQuery } from "./schema.ts";

const tags = ["published"];
const keptMillis = 600_000;
const mostPeriods = 16;
/** Communities between two turns for other requests: some five milliseconds. */
const communitiesATurn = 20;

interface PublishedOptions extends FeatureOptions {
  /** Whether there are tiles, and what is drawn on them, where a request came in. */
  readonly hasMap: (request: FastifyRequest) => boolean;
}

/** What anyone may see of homes and incidents: fixed blocks, fixed points, fixed quarters, and no other question. */
export function publishedRoutes(app: App, { database: { db }, hasMap }: PublishedOptions): void {
  app.addSchema(PublishedBlock);
  app.addSchema(PublishedIncidents);
  const publications = new Kept<Publication>(keptMillis, 1);
  const answers = new Kept<Static<typeof PublishedIncidents>>(keptMillis, mostPeriods);
  const publication = () => publications.get("", async () => publish(await readGrounds(db)));

  app.addSchema(PublishedCity);
  app.get(
    "/api/published",
    {
      schema: {
        tags,
        summary: "Names of the city, its communities and categories, and the last quarter that is published",
        response: { 200: ref(PublishedCity), ...problemResponses },
      },
    },
    async (request) => {
      const { time_zone: timeZone, today } = await readCalendar(db);
      return { ...(await readNames(db)), timeZone, period: lastPeriod(today)?.name ?? null, hasMap: hasMap(request) };
    },
  );

  app.get(
    "/api/published/blocks",
    {
      schema: {
        tags,
        summary: "Homes in blocks of eight households or more",
        description: "Label points that do not move with the question. Made anew every ten minutes at most.",
        response: { 200: Type.Object({ items: Type.Array(ref(PublishedBlock)) }), ...problemResponses },
      },
    },
    async () => ({
      items: (await publication()).blocks().map(({ community, position, households }) => ({
        communityId: community,
        position: toPosition(position),
        householdsFrom: households,
      })),
    }),
  );

  app.get(
    "/api/published/incidents",
    {
      schema: {
        tags,
        summary: "Incidents of a quarter by community, and at points that stand for eight households or more",
        description: "Counts below ten are withheld, and as many others that none of them can be worked out.",
        querystring: PublishedQuery,
        response: { 200: ref(PublishedIncidents), ...problemResponses },
      },
    },
    async (request) => {
      const { time_zone: timeZone, today, categories } = await readCalendar(db);
      const period = publishedPeriod(request.query.period, today);
      if (period === undefined)
        throw new HttpProblem(
          "query-parameter",
          `${quoted(request.query.period)} is not published: only whole quarters are, two weeks after their end.`,
          [{ pointer: "period", reason: "not a published quarter" }],
        );
      return answers.get(period.name, async () => {
        const incidents = await readIncidents(db, period, timeZone);
        return toAnswer(period.name, (await publication()).incidents(incidents, categories));
      });
    },
  );
}

/** Tiles and streams are answered by the same thread: a city at once would be a fifth of a second without them. */
async function publish(grounds: readonly Ground[]): Promise<Publication> {
  const publication = new Publication();
  for (const [i, ground] of grounds.entries()) {
    publication.add(ground);
    if (i % communitiesATurn === communitiesATurn - 1) await nextTurn();
  }
  return publication;
}

function toAnswer(period: string, { counts, spots }: IncidentPublication): Static<typeof PublishedIncidents> {
  return {
    period,
    categories: [...counts.columns],
    communities: counts.rows.map((id, row) => ({
      communityId: Number(id),
      counts: [...(counts.values[row] as (number | null)[])],
      total: counts.rowTotals[row] ?? null,
    })),
    totals: [...counts.columnTotals],
    total: counts.total,
    spots: spots.map(({ community, position, category, count }) => ({
      communityId: community,
      position: toPosition(position),
      category,
      count,
    })),
  };
}

function toPosition([lng, lat]: readonly [number, number]): [number, number] {
  return [lng, lat];
}
