import { afterAll, describe, expect, test } from "vitest";
import type { Principal } from "./access/decide.ts";
import { isRefused, principal, scopedApp } from "./testing/scoped-app.ts";

const principals: Readonly<Record<string, Principal>> = {
  west: principal("officer", [1]),
  idle: principal("officer", []),
  supervisor: principal("supervisor", [1]),
  analyst: principal("analyst", [1]),
  command: principal("command", "city"),
  wall: principal("wall-device", "city"),
  admin: principal("admin", "city"),
};
const { ask, database, close } = await scopedApp(principals);
afterAll(close);

const inWest = [107.05, 34.35];
const inEast = [107.15, 34.35];
const nowhere = [106, 34];
const names = { zhHans: "新店" };

/** Everything that is stored, to see that a refusal has stored nothing. */
async function stored(): Promise<string> {
  const { rows } = await database.pool.query(`
    select 'incident' as of, id, version, community_id from incident union all select 'venue', id, version, community_id from venue
    union all select 'residence', id, version, community_id from residence union all select 'unit', id, version, community_id from unit
    union all select 'visit', id, version, community_id from visit union all select 'community', id, version, null from community
    union all select 'outbox', count(*), 0, 0 from feed.outbox order by 1, 2`);
  return JSON.stringify(rows);
}

const firstOf = async (table: string, community: number) =>
  (
    await database.pool.query<{ id: number; version: number }>(
      `select id, version from ${table} where community_id = $1 order by id limit 1`,
      [community],
    )
  ).rows[0] as { id: number; version: number };

const made = {
  incidents: (position: number[]) => ({ category: "noise", position }),
  venues: (position: number[]) => ({ class: "bar", names, position }),
  residences: (position: number[]) => ({ householdCount: 12, position }),
} as const;
const moved = (position: number[]) => ({ position });
const makers = [
  ["incidents", "incident", "west"],
  ["incidents", "incident", "supervisor"],
  ["venues", "venue", "supervisor"],
  ["residences", "residence", "supervisor"],
] as const;

describe.each(makers)("%s (%s) for %s", (name, table, as) => {
  test("are made inside of the scope only", async () => {
    const good = await ask(as, "POST", `/api/${name}`, { body: made[name](inWest) });
    expect([good.statusCode, good.json().communityId]).toEqual([201, 1]);
    const before = await stored();
    for (const place of [inEast, nowhere]) {
      const answer = await ask(as, "POST", `/api/${name}`, { body: made[name](place) });
      expect([answer.statusCode, answer.json().type]).toEqual([403, expect.stringContaining("out-of-scope")]);
    }
    expect(await stored()).toBe(before);
  });

  test("do not leave the scope, and stay changeable inside of it", async () => {
    const { id, version } = await firstOf(table, 1);
    const before = await stored();
    for (const place of [inEast, nowhere])
      expect((await ask(as, "PATCH", `/api/${name}/${id}`, { version, body: moved(place) })).statusCode).toBe(403);
    expect(await stored()).toBe(before);
    const good = await ask(as, "PATCH", `/api/${name}/${id}`, { version, body: moved(inWest) });
    expect([good.statusCode, good.json().communityId]).toEqual([200, 1]);
  });

  test("are not fetched out of another, which is answered as nothing is", async () => {
    const { id, version } = await firstOf(table, 2);
    const before = await stored();
    for (const given of [version, version + 1]) {
      const options = { version: given, body: moved(inWest) };
      const [there, none] = [
        await ask(as, "PATCH", `/api/${name}/${id}`, options),
        await ask(as, "PATCH", `/api/${name}/9007199254740991`, options),
      ];
      expect([there.statusCode, { ...there.json(), instance: "" }]).toEqual([404, { ...none.json(), instance: "" }]);
    }
    expect(await stored()).toBe(before);
  });
});

describe("units", () => {
  test("belong to the scope before and after", async () => {
    const unit = (callSign: string, communityId: number | null) => ({ callSign, kind: "car", communityId });
    expect((await ask("west", "POST", "/api/units", { body: unit("W1", 1) })).statusCode).toBe(201);
    for (const communityId of [2, null, 99])
      expect((await ask("west", "POST", "/api/units", { body: unit("W2", communityId) })).statusCode).toBe(403);
    const own = await firstOf("unit", 1);
    const foreign = await firstOf("unit", 2);
    const before = await stored();
    const change = (id: number, version: number, body: object) =>
      ask("west", "PATCH", `/api/units/${id}`, { version, body });
    for (const communityId of [2, null])
      expect((await change(own.id, own.version, { communityId })).statusCode).toBe(403);
    expect((await change(foreign.id, foreign.version, { communityId: 1 })).statusCode).toBe(404);
    expect((await change(foreign.id, foreign.version, { position: inWest })).statusCode).toBe(404);
    expect(await stored()).toBe(before);
    expect((await change(own.id, own.version, { status: "on_scene", position: inEast })).statusCode).toBe(200);
  });
});

describe("visits", () => {
  const visit = (place: object) => ({ clientKey: crypto.randomUUID(), outcome: "done", ...place });

  test("are to places of the scope, by units of it", async () => {
    const [own, foreign, unit] = [await firstOf("venue", 1), await firstOf("venue", 2), await firstOf("unit", 2)];
    const recorded = await ask("west", "POST", "/api/visits", { body: visit({ venueId: own.id }) });
    expect(recorded.statusCode).toBe(201);
    const before = await stored();
    const [there, none] = [
      await ask("west", "POST", "/api/visits", { body: visit({ venueId: foreign.id }) }),
      await ask("west", "POST", "/api/visits", { body: visit({ venueId: 2_000_000_000 }) }),
    ];
    expect([there.statusCode, { ...there.json(), instance: "" }]).toEqual([404, { ...none.json(), instance: "" }]);
    const [foreignUnit, noUnit] = [
      await ask("west", "POST", "/api/visits", { body: visit({ venueId: own.id, unitId: unit.id }) }),
      await ask("west", "POST", "/api/visits", { body: visit({ venueId: own.id, unitId: 2_000_000_000 }) }),
    ];
    expect([foreignUnit.statusCode, { ...foreignUnit.json(), instance: "" }]).toEqual([
      409,
      { ...noUnit.json(), instance: "" },
    ]);
    expect(await stored()).toBe(before);
  });

  test("of another community are neither corrected nor shown by their key", async () => {
    const place = await firstOf("venue", 2);
    const body = visit({ venueId: place.id });
    const { id, version } = (await ask("command", "POST", "/api/visits", { body })).json();
    const own = await firstOf("venue", 1);
    const again = await ask("west", "POST", "/api/visits", { body: { ...body, venueId: own.id } });
    expect(again.statusCode).toBe(422);
    const options = { version, body: { outcome: "hazard" } };
    expect((await ask("west", "PATCH", `/api/visits/${id}`, options)).statusCode).toBe(404);
    expect((await ask("command", "PATCH", `/api/visits/${id}`, options)).statusCode).toBe(200);
  });
});

test("a home is not given the address of another community, nor shown one", async () => {
  const home = await firstOf("residence", 1);
  const address = await firstOf("address", 2);
  const change = (addressId: number) =>
    ask("supervisor", "PATCH", `/api/residences/${home.id}`, { version: home.version, body: { addressId } });
  const [foreign, none] = [await change(address.id), await change(2_000_000_000)];
  expect([foreign.statusCode, { ...foreign.json(), instance: "" }]).toEqual([409, { ...none.json(), instance: "" }]);
  await database.pool.query("update residence set address_id = $2 where id = $1", [home.id, address.id]);
  await database.pool.query("update residence set last_checked_at = null where id = $1", [home.id]);
  const read = (as: string) =>
    ask(as, "GET", `/api/residences/${home.id}`, {
      headers: { purpose: `item=dwelling-visit&task=visit:${home.id}` },
    });
  const [own, city] = [await read("supervisor"), await read("command")];
  expect([own.statusCode, own.json().withheld, own.json().address]).toEqual([200, [], null]);
  expect(city.json().address).not.toBeNull();
  // An analyst has homes, and no addresses at all.
  const { items } = (await ask("analyst", "GET", "/api/residences?limit=1000")).json();
  expect(items.length).toBeGreaterThan(10);
  expect(new Set(items.map(({ road }: { road: string | null }) => road))).toEqual(new Set([null]));
});

test.each(["idle", "analyst", "wall", "admin", "nobody"])("%s changes nothing at all", async (as) => {
  const before = await stored();
  const { id, version } = await firstOf("incident", 1);
  const answers = [
    await ask(as, "POST", "/api/incidents", { body: made.incidents(inWest) }),
    await ask(as, "PATCH", `/api/incidents/${id}`, { version, body: { priority: 1 } }),
    await ask(as, "POST", "/api/venues", { body: made.venues(inWest) }),
    await ask(as, "POST", "/api/residences", { body: made.residences(inWest) }),
    await ask(as, "POST", "/api/units", { body: { callSign: "X1", kind: "car", communityId: 1 } }),
    await ask(as, "POST", "/api/visits", { body: { clientKey: crypto.randomUUID(), outcome: "done", venueId: 1 } }),
    await ask(as, "PATCH", "/api/communities/1", { version: 1, body: { population: 1 } }),
    await ask(as, "DELETE", "/api/imports/1"),
    await ask(as, "POST", "/api/imports?layer=incidents", {
      headers: { "content-type": "multipart/form-data; boundary=x" },
    }),
  ];
  expect(answers.map((answer) => [answer.statusCode, isRefused(answer)])).toEqual(
    answers.map(({ statusCode }) => [statusCode, true]),
  );
  expect(await stored()).toBe(before);
});

test("communities and imports are for the whole city", async () => {
  for (const as of ["west", "supervisor"]) {
    expect((await ask(as, "PATCH", "/api/communities/1", { version: 1, body: { population: 5 } })).statusCode).toBe(
      403,
    );
    const imports = await ask(as, "GET", "/api/imports");
    expect(imports.statusCode === 403 || imports.json().items.length === 0).toBe(true);
  }
  const good = await ask("command", "PATCH", "/api/communities/1", { version: 1, body: { population: 5 } });
  expect(good.statusCode).toBe(200);
});
