import { VectorTile } from "@mapbox/vector-tile";
import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import { tileAt, worldX, worldY } from "@one-map/tiles/world";
import fc from "fast-check";
import { PbfReader } from "pbf";
import { afterAll, describe, expect, test, vi } from "vitest";
import type { FeedEvent } from "../feed/event.ts";
import { readEvents, readPosition } from "../feed/queries.ts";
import { testApp } from "../testing/app.ts";
import { freshPicture, pictureOf } from "../testing/fresh-layers.ts";
import { listen } from "../testing/live-client.ts";
import { MapEngine } from "./engine.ts";
import { LayerFollower } from "./layer-follower.ts";

const { app, database, engine, follower, feed, get, post, close } = await testApp({ layers: true });
const { pool, kind } = database;
const address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
afterAll(close);

/** Address of the tile of a zoom that holds a place. */
function tileUrl(lng: number, lat: number, zoom: number): string {
  const { z, x, y } = tileAt(worldX(lng), worldY(lat), zoom);
  return `/tiles/incidents/${z}/${x}/${y}.mvt`;
}

const point = (lng: number, lat: number) => `st_setsrid(st_makepoint(${lng}, ${lat}), 4326)`;

/** Everything taken in: the engine answers as one that was loaded just now. */
async function isAsFresh(): Promise<void> {
  expect(await follower.settled(20_000)).toBe(true);
  expect(await pictureOf(engine)).toEqual(await freshPicture(pool));
}

describe("the layers are as the database", () => {
  test("after rows were made, changed, moved, hidden, deleted, and made again with the same id", async () => {
    await pool.query(
      `insert into incident (id, category, occurred_from, geom) select 1000 + i, 'noise', now(), ${point(107.05, 34.35)} from generate_series(1, 50) i`,
    );
    await pool.query(
      `update incident set geom = ${point(107.15, 34.35)}, community_id = 2 where id between 1010 and 1020`,
    );
    for (let i = 0; i < 3; i++) await pool.query("update incident set priority = 1 + priority % 5 where id % 3 = 0");
    await pool.query("delete from incident where id between 1015 and 1030");
    await pool.query(
      `insert into incident (id, category, occurred_from, geom) select 1015 + i, 'theft', now(), ${point(107.08, 34.32)} from generate_series(1, 5) i`,
    );
    await pool.query("update residence set household_count = 3 where id = 1");
    await pool.query("update residence set household_count = 30 where id = 4");
    await pool.query("update unit set geom = null, last_fix_at = null where id = 1");
    await pool.query(`update unit set geom = ${point(107.11, 34.31)}, last_fix_at = now() where id = 6`);
    await pool.query("update venue set class = 'bar', next_due_on = '2027-01-01' where id < 5");
    await pool.query("update road set name_en = 'Long Road', oneway = true");
    await pool.query("update community set households = 77, valid_to = '2030-01-01' where id = 2");
    await isAsFresh();
  });

  test("after one that was deleted and made again in one batch, which has a lower version", async () => {
    for (let i = 0; i < 5; i++) await pool.query("update incident set priority = 2 where id = 1001");
    await follower.settled(10_000);
    const client = await pool.connect();
    await client.query("begin");
    await client.query("update incident set priority = 3 where id = 1001");
    await client.query("delete from incident where id = 1001");
    await client.query(
      `insert into incident (id, category, occurred_from, geom) values (1001, 'noise', now(), ${point(107.01, 34.31)})`,
    );
    await client.query("commit");
    client.release();
    await isAsFresh();
    expect(engine.points("incidents").versionOf(1001)).toBe(1);
  });

  test("after many rows at once, with single changes before, between and after", async () => {
    await pool.query("update incident set priority = 5 where id = 2");
    const bulk = await pool.connect();
    await bulk.query("begin");
    await bulk.query("set local feed.bulk = 'on'");
    await bulk.query(
      `insert into incident (id, category, occurred_from, geom) select 5000 + i, 'noise', now(), ${point(107.12, 34.36)} from generate_series(1, 3000) i`,
    );
    await bulk.query("commit");
    bulk.release();
    await pool.query("update incident set priority = 4 where id in (2, 5001)");
    await pool.query("delete from incident where id = 5002");
    await pool.query("truncate visit");
    await isAsFresh();
    await pool.query("delete from incident where id > 5000");
    await isAsFresh();
  });

  test("after the numbers broke off, having answered all the while", async () => {
    const before = engine.points("incidents").version;
    feed.events.breakOff({ epoch: feed.events.epoch, lastSeq: feed.events.seq }, "gap");
    expect((await get(tileUrl(107.05, 34.35, 9))).statusCode).toBe(200);
    await pool.query("update incident set priority = 1 where id = 3");
    await vi.waitFor(() => expect(engine.points("incidents").version).toBeGreaterThan(before), 20_000);
    await isAsFresh();
  });

  test("after a row that no layer can hold: it alone is left out, and counted", async () => {
    const { refused } = follower.status;
    await pool.query(
      `insert into incident (id, version, category, occurred_from, geom) values (9000, 5000000000, 'noise', now(), ${point(107.05, 34.35)}), (9001, 1, 'noise', now(), ${point(107.05, 34.35)})`,
    );
    expect(await follower.settled(20_000)).toBe(true);
    expect(engine.points("incidents").versionOf(9001)).toBe(1);
    expect(engine.points("incidents").versionOf(9000)).toBeUndefined();
    expect(follower.status.refused).toBe((refused ?? 0) + 1);
    await pool.query("delete from incident where id >= 9000");
    await isAsFresh();
  });

  test("after somebody wrote past the triggers, once it has been looked for", async () => {
    expect(await follower.check()).toEqual([]);
    const client = await pool.connect();
    await client.query("begin");
    await client.query("set local session_replication_role = replica");
    await client.query("update incident set version = version + 1, priority = 1 where id = 4");
    await client.query("delete from venue where id = 30");
    await client.query("commit");
    client.release();
    const { drifts } = follower.status;
    expect(await follower.check()).toEqual(["incidents", "venues"]);
    expect(follower.status.drifts).toBe((drifts ?? 0) + 2);
    await isAsFresh();
  });
});

test("events that come twice, late or in any order leave a layer as the database is", async () => {
  const { lastSeq } = await readPosition(pool);
  await pool.query(`update incident set geom = ${point(107.09, 34.36)} where id between 20 and 30`);
  await pool.query("delete from incident where id between 28 and 30");
  await pool.query("update incident set priority = 1 + priority % 5 where id between 15 and 25");
  await pool.query(
    `insert into incident (id, category, occurred_from, geom) values (29, 'noise', now(), ${point(107.02, 34.33)})`,
  );
  await follower.settled(10_000);
  const { events } = await readEvents(pool, lastSeq, 1_000);
  expect(events.length).toBeGreaterThan(20);
  const fresh = (await freshPicture(pool)).incidents;
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.integer({ min: 0, max: events.length - 1 }), { minLength: 1, maxLength: 80 }),
      fc.integer({ min: 1, max: 20 }),
      async (order, batch) => {
        const own = new MapEngine("Asia/Shanghai");
        const layer = new LayerFollower(findLayer("incidents") as LayerDefinition, own);
        await layer.load(pool, () => {});
        for (let from = 0; from < order.length; from += batch) {
          for (const index of order.slice(from, from + batch)) layer.note(events[index] as FeedEvent);
          await layer.applyNoted(pool, { epoch: "a", seq: from + 1 });
        }
        expect((await pictureOf(own)).incidents).toEqual(fresh);
        await own.close();
      },
    ),
    { numRuns: 40 },
  );
});

test("a writer reads his own write: the tile that has his number has his change", async () => {
  const made = await vi.waitFor(async () => {
    const answer = await post("/api/incidents", { category: "noise", position: [107.061, 34.341] });
    expect(answer.headers["feed-seq"]).toBeDefined();
    return answer;
  }, 10_000);
  const own = Number(String(made.headers["feed-seq"]).split(".")[1]);
  await vi.waitFor(async () => {
    const tile = await get(tileUrl(107.061, 34.341, 14));
    expect(Number(String(tile.headers["feed-seq"]).split(".")[1])).toBeGreaterThanOrEqual(own);
    expect(idsIn(tile.rawPayload)).toContain(made.json().id);
  }, 20_000);
});

test("what is said to have changed is fetched as changed, at every moment; the rest of the map is not named", async () => {
  const client = await listen(new URL("/api/live", address));
  await client.next(({ event }) => event === "hb");
  const base = Date.parse("2026-01-01T00:00:00Z") / 1000;
  let isWriting = true;
  let looked = 0;
  // A quick database is done with few before the first beat of the tile clock.
  const writing = (async () => {
    for (let i = 1; i <= 150 || (looked <= 3 && i <= 20_000); i++)
      await pool.query(
        `update incident set occurred_from = to_timestamp(${base + i}), geom = ${point(107.001 + (i % 7) * 0.01, 34.345)} where id = ${10 + (i % 3)}`,
      );
    isWriting = false;
  })();
  let read = 0;
  while (isWriting || read < client.heard.length) {
    const announced = client.heard[read];
    if (announced === undefined) {
      await new Promise((resolve) => setImmediate(resolve));
      continue;
    }
    read++;
    if (announced.event !== "tiles" || announced.data.layer !== "incidents") continue;
    const { seq, tiles } = announced.data as { seq: number; tiles: [number, number, number][] };
    const atWork = tiles.filter(([z]) => z === 12);
    for (const [z, x, y] of atWork) {
      const tile = await get(`/tiles/incidents/${z}/${x}/${y}.mvt`);
      expect(Number(String(tile.headers["feed-seq"]).split(".")[1])).toBeGreaterThanOrEqual(seq);
      // Each row is at least as new as its last event up to the number.
      for (const { id, occurred_at } of featuresIn(tile.rawPayload)) {
        if (id < 10 || id > 12) continue;
        const { rows } = await pool.query<{ version: number | null }>(
          "select max(version) as version from feed.event where kind = 'incident' and entity_id = $1 and seq <= $2",
          [id, seq],
        );
        expect(engine.points("incidents").versionOf(id)).toBeGreaterThanOrEqual(rows[0]?.version ?? 0);
        expect(occurred_at).toBeTypeOf("number");
      }
      looked++;
    }
    expect(tiles.every(([z, x]) => z < 12 || Math.abs(x / 2 ** z - 0.7972) < 0.001)).toBe(true);
  }
  await writing;
  expect(looked).toBeGreaterThan(3);
  await follower.settled(10_000);
  const last = feed.events.seq;
  const quick = await client.next(
    ({ event, data }) => event === "tiles" && data.seq >= last && data.tiles?.[0][0] >= 7,
  );
  const slow = await client.next(({ event, data }) => event === "tiles" && data.seq >= last && data.tiles?.[0][0] < 7);
  expect(quick.data.tiles.every(([z]: number[]) => (z as number) >= 7 && (z as number) <= 16)).toBe(true);
  expect(slow.data.tiles.map(([z]: number[]) => z)).toEqual([0, 1, 2, 3, 4, 5, 6]);
  client.close();
});

test("shapes, and layers read whole, are said to have changed everywhere", async () => {
  const client = await listen(new URL("/api/live", address));
  await client.next(({ event }) => event === "hb");
  await pool.query("update road set name_en = 'Short Road'");
  const { data } = await client.next(({ event, data }) => event === "tiles" && data.layer === "roads");
  expect(data).toEqual({ seq: expect.any(Number), layer: "roads", all: true });
  const events = await readEvents(pool, data.seq - 1, 10);
  expect(events.events.every(({ seq }) => seq <= feed.events.seq)).toBe(true);
  client.close();
});

test.skipIf(kind === "embedded")(
  "layers that rest are not asked for: a quiet second costs next to no queries",
  async () => {
    await follower.settled(10_000);
    const count = async () =>
      (
        await pool.query<{ calls: number }>(
          "select xact_commit + xact_rollback as calls from pg_stat_database where datname = current_database()",
        )
      ).rows[0]?.calls as number;
    const inThreeSeconds = async () => {
      await pool.query("select pg_stat_force_next_flush()");
      const before = await count();
      const since = performance.now();
      await vi.waitFor(() => expect(performance.now() - since).toBeGreaterThan(3_000), 20_000);
      await pool.query("select pg_stat_force_next_flush()");
      return (await count()) - before;
    };
    // Ten looks of the sequencer and one of the reader a second, and what this test asks. Connections tell what they did before
    // up to ten seconds later.
    await expect.poll(inThreeSeconds, { timeout: 30_000 }).toBeLessThan(100);
  },
);

function featuresIn(tile: Buffer): { id: number; occurred_at: unknown }[] {
  const layer = new VectorTile(new PbfReader(tile)).layers.incidents;
  if (layer === undefined) return [];
  return Array.from({ length: layer.length }, (_, i) => {
    const { id, properties } = layer.feature(i);
    return { id: id as number, occurred_at: properties.occurred_at };
  });
}

function idsIn(tile: Buffer): number[] {
  return featuresIn(tile).map(({ id }) => id);
}
