import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { Principal } from "./access/decide.ts";
import { type LiveClient, type LiveEvent, listen } from "./testing/live-client.ts";
import { principal, scopedApp } from "./testing/scoped-app.ts";

const everybody = {
  west: principal("officer", [1]),
  east: principal("officer", [2]),
  analyst: principal("analyst", [1]),
  command: principal("command", "city"),
  wall: principal("wall-device", [1]),
} as const;
const principals: Record<string, Principal> = { ...everybody };
const { app, ask, database, feed, close } = await scopedApp(principals, { layers: true });
const address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
afterAll(close);
await database.pool.query("insert into incident_category (code, name_zh_hans) values ('assault', '伤害')");
const open = new Set<LiveClient>();
afterEach(() => {
  for (const client of open) client.close();
  open.clear();
  Object.assign(principals, everybody);
});

async function stream(as: string, token?: string): Promise<LiveClient> {
  const client = await listen(new URL("/api/live", address), { token, headers: { "x-as": as } });
  open.add(client);
  await client.next(({ event }) => event === "hb");
  return client;
}

const point = (lng: number) => `st_setsrid(st_makepoint(${lng}, 34.35), 4326)`;
const insert = async (community: number | null, category = "theft", lng = 107.05): Promise<number> =>
  (
    await database.pool.query(
      `insert into incident (community_id, category, occurred_from, geom) values ($1, $2, now(), ${point(lng)}) returning id`,
      [community, category],
    )
  ).rows[0].id;
const upToNow = async (...clients: LiveClient[]) => {
  // Everybody may hear of a police room: whoever has heard this has heard what came before.
  await database.pool.query("update police_room set services = services");
  const { rows } = await database.pool.query("select max(version)::int8 as v from police_room");
  for (const client of clients)
    await client.next(({ event, data }) => event === "change" && data.k === "police-room" && data.v === rows[0].v);
};
const rowsTold = (client: LiveClient) =>
  client.heard.filter(({ event, data }) => (event === "change" || event === "leave") && data.k !== "police-room");
const snapshotOf = async (as: string) => {
  await feed.settled();
  return (await ask(as, "GET", "/api/live/snapshot")).json() as {
    epoch: string;
    seq: number;
    incidents: { id: number; communityId: number; category: string }[];
    units: { communityId: number }[];
  };
};

describe("the snapshot", () => {
  test("is of the scope, for each kind what the role may read", async () => {
    await insert(null);
    const [west, analyst, command] = [
      await snapshotOf("west"),
      await snapshotOf("analyst"),
      await snapshotOf("command"),
    ];
    const communities = ({ incidents, units }: typeof west) => [
      [...new Set(incidents.map(({ communityId }) => communityId))].sort(),
      [...new Set(units.map(({ communityId }) => communityId))].sort(),
    ];
    expect(communities(west)).toEqual([[1], [1]]);
    expect(communities(analyst)).toEqual([[1], []]);
    expect(communities(command)).toEqual([
      [1, 2, null],
      [1, 2],
    ]);
  });
});

describe("the stream", () => {
  test("tells each of their own: what enters has no place before, what leaves no place after", async () => {
    const [west, east, analyst] = [await stream("west"), await stream("east"), await stream("analyst")];
    const id = await insert(2, "theft", 107.15);
    await database.pool.query(`update incident set community_id = 1, geom = ${point(107.05)} where id = $1`, [id]);
    await database.pool.query("update unit set status = 'assigned' where community_id = 1");
    await upToNow(west, east, analyst);
    const places = (client: LiveClient) =>
      rowsTold(client)
        .filter(({ data }) => data.id === id && data.k === "incident")
        .map(({ event, data }) => [event, data.op, data.s, data.os, data.b?.[0] ?? null, data.ob?.[0] ?? null]);
    expect(places(west)).toEqual([["change", "u", 1, null, 107.05, null]]);
    expect(places(east).at(-1)).toEqual(["leave", "u", null, 2, null, 107.15]);
    expect(rowsTold(east).some(({ data }) => data.k === "unit")).toBe(false);
    expect(rowsTold(west).some(({ data }) => data.k === "unit" && data.row.communityId === 1)).toBe(true);
    expect(rowsTold(analyst).some(({ data }) => data.k === "unit")).toBe(false);
  });

  test("names only tiles in which something of the scope has changed", async () => {
    const [west, east] = [await stream("west"), await stream("east")];
    await database.pool.query(
      `update incident set priority = 1 where id = (select min(id) from incident where community_id = 2)`,
    );
    const columnsOf = ({ event, data }: LiveEvent) =>
      event === "tiles" && data.layer === "incidents" && !data.all ? (data.tiles as number[][]) : [];
    const columns = (client: LiveClient) => client.heard.flatMap(columnsOf);
    const isEast = ([z, x]: number[]) => z === 16 && (x as number) >= Math.ceil(((107.1 + 180) / 360) * 2 ** 16);
    // Not the first tiles that there are: those of low zooms may still be told of what changed before.
    await east.next((event) => columnsOf(event).some(isEast));
    await upToNow(west, east);
    expect([columns(west).some(isEast), columns(east).some(isEast)]).toEqual([false, true]);
  });

  test("is told at once of another scope, goes on with that, and hears nothing of the old one", async () => {
    const west = await stream("west");
    await insert(1);
    await upToNow(west);
    principals.west = principal("officer", [2]);
    const begun = performance.now();
    const reset = await west.next(({ event }) => event === "reset");
    expect([reset.data.why, performance.now() - begun < 5_000]).toEqual(["scope", true]);
    const before = west.heard.length;
    const [gone, come] = [await insert(1), await insert(2, "theft", 107.15)];
    await upToNow(west);
    const after = west.heard.slice(before).filter(({ data }) => data.k === "incident");
    expect(after.map(({ data }) => data.id)).toEqual([come]);
    expect(JSON.stringify(after)).not.toContain(`"id":${gone},`);
    // The snapshot that it is sent to says the same, and the stream goes on from there.
    const { epoch, seq } = await snapshotOf("west");
    expect(`${epoch}.${seq}`).toMatch(new RegExp(`^${west.token()?.split(".")[0]}\\.`));
    const again = await stream("west", `${epoch}.${seq}`);
    expect(again.heard.some(({ event }) => event === "reset")).toBe(false);
  });

  test("that comes back with the token of another scope begins again", async () => {
    const token = (await stream("west")).token();
    principals.west = principal("officer", [1, 2]);
    const again = await stream("west", token);
    expect(again.heard.find(({ event }) => event === "reset")?.data.why).toBe("scope");
  });
});

describe("a wall", () => {
  test("is told what may be drawn, and counts the rest", async () => {
    const before = (await ask("wall", "GET", "/api/wall")).json();
    const client = await stream("wall");
    const [hidden, shown] = [await insert(1, "assault", 107.0512), await insert(1, "theft", 107.0533)];
    await insert(2, "assault", 107.15);
    await upToNow(client);
    await client.next(({ event, data }) => event === "tiles" && data.all);
    expect(rowsTold(client).map(({ event, data }) => [event, data.id])).toEqual([
      ["leave", hidden],
      ["change", shown],
    ]);
    const { incidents } = await snapshotOf("wall");
    expect(incidents.map(({ id }) => id)).toContain(shown);
    expect(incidents.some(({ category }) => category === "assault")).toBe(false);
    const wall = (await ask("wall", "GET", "/api/wall")).json();
    expect(wall.openCount).toBe(before.openCount + 2);
    expect(wall.undrawn).toMatchObject({ openCount: 1, unassignedCount: 1 });
    expect(wall.last24h.count).toBe(before.last24h.count + 2);
    expect(wall.coverageShare).toBeNull();
    const listed = (await ask("wall", "GET", "/api/incidents?limit=1000")).json();
    const newest = (await ask("wall", "GET", "/api/analysis/incidents/newest?limit=100")).json();
    const history = (await ask("wall", "GET", "/api/wall/history?minutes=60")).json();
    for (const answer of [wall.open, wall.newest, listed.items, newest.items, history.incidents]) {
      expect(JSON.stringify(answer)).not.toMatch(/assault|107\.0512/);
      expect(answer.map(({ id }: { id: number }) => id)).toContain(shown);
    }
    expect((await ask("wall", "GET", `/api/incidents/${hidden}`)).statusCode).toBe(404);
    expect((await ask("west", "GET", `/api/incidents/${hidden}`)).statusCode).toBe(200);
    // Counted, by category too: that says how many, not where.
    const counts = (await ask("wall", "GET", "/api/analysis/incidents/counts?by=category")).json();
    expect(counts.groups.category).toContainEqual({ key: "assault", count: 1 });
  });

  test("has figures of its scope", async () => {
    const of = async (as: string) => (await ask(as, "GET", "/api/wall")).json();
    // In the east no venue is in time, whatever day it is.
    await database.pool.query("update venue set next_due_on = current_date - 30 where community_id = 2");
    const [west, east, command] = [await of("west"), await of("east"), await of("command")];
    const none = await database.pool.query(
      "select count(*)::int as n from incident where community_id is null and status <> 'closed'",
    );
    expect(west.openCount + east.openCount + none.rows[0].n).toBe(command.openCount);
    expect(west.unitsTotal + east.unitsTotal).toBe(command.unitsTotal);
    expect(east.coverageShare).toBe(0);
    expect(west.coverageShare).toBeGreaterThan(command.coverageShare);
  });
});
