import { VectorTile } from "@mapbox/vector-tile";
import { type LayerId, layers } from "@one-map/tiles/catalogue";
import { type TileCoord, tileAt, worldX, worldY } from "@one-map/tiles/world";
import fc from "fast-check";
import { PbfReader } from "pbf";
import { afterAll, describe, expect, test } from "vitest";
import { anyone, type Principal } from "./access/decide.ts";
import { scopedApp } from "./testing/scoped-app.ts";

const of = (role: Principal["role"], scope: Principal["scope"]): Principal => ({ account: 1, role, scope });
const principals: Readonly<Record<string, Principal>> = {
  west: of("officer", [1]),
  east: of("officer", [2]),
  both: of("officer", [1, 2]),
  idle: of("officer", []),
  analyst: of("analyst", [2]),
  command: of("command", "city"),
  wall: of("wall-device", [1]),
  admin: of("admin", "city"),
  anyone,
};

const { app, database, engine, follow, follower, close } = await scopedApp(principals);
afterAll(close);

// Of what lies in the east, words that nobody in the west may be sent.
await database.pool.query(`
  insert into incident_category (code, name_zh_hans) values ('canary_east', '金丝雀');
  insert into venue_class (code, name_zh_hans) values ('canary_class', '金丝雀');
  insert into incident (community_id, category, occurred_from, geom)
    values (2, 'canary_east', now() - interval '1 hour', st_setsrid(st_makepoint(107.1001, 34.335), 4326));
  insert into incident (community_id, category, occurred_from, geom)
    values (null, 'canary_east', now() - interval '1 hour', st_setsrid(st_makepoint(107.0901, 34.335), 4326));
  insert into venue (community_id, class, name_zh_hans, name_en, next_due_on, geom)
    values (2, 'canary_class', '金丝雀馆', 'Canary Inn', current_date, st_setsrid(st_makepoint(107.1002, 34.335), 4326));
  update unit set call_sign = 'CANARY' || id where community_id = 2;
  update address set road = 'Canary Road', number = 'canary-' || id where community_id = 2;
  insert into visit (client_key, community_id, venue_id, visited_at, outcome) select gen_random_uuid(), community_id, id, now(), 'done' from venue;
  update duty_assignment set badge = 'canary' where community_id = 2`);
await follow();
const settled = () => follower.settled(60_000);

const get = (as: string, url: string, headers = {}) =>
  app.inject({ method: "GET", url, headers: { "x-as": as, "accept-encoding": "identity", ...headers } });
const tilesWithin = (zoom: number): TileCoord[] => {
  const [a, b] = [tileAt(worldX(107), worldY(34.4), zoom), tileAt(worldX(107.2), worldY(34.3), zoom)];
  const found: TileCoord[] = [];
  for (let x = a.x; x <= b.x; x++) for (let y = a.y; y <= b.y; y++) found.push({ z: zoom, x, y });
  return found;
};
const cut = ["incidents", "venues", "residences", "units"] as const satisfies readonly LayerId[];
const urlOf = (layer: string, { z, x, y }: TileCoord, query = "") => `/tiles/${layer}/${z}/${x}/${y}.mvt${query}`;
const communitiesOf = (bytes: Buffer): number[] => {
  const found = new Set<number>();
  for (const layer of Object.values(new VectorTile(new PbfReader(bytes)).layers))
    for (let i = 0; i < layer.length; i++) found.add(Number(layer.feature(i).properties.community_id));
  return [...found].sort();
};

describe("tiles", () => {
  const near = tileAt(worldX(107.1001), worldY(34.335), 11);

  test("two officers of neighbouring communities get different bytes of the same tile, each their own", async () => {
    const [west, east] = [await get("west", urlOf("incidents", near)), await get("east", urlOf("incidents", near))];
    expect(west.rawPayload.equals(east.rawPayload)).toBe(false);
    expect(west.headers.etag).not.toBe(east.headers.etag);
    expect([communitiesOf(west.rawPayload), communitiesOf(east.rawPayload)]).toEqual([[1], [2]]);
    // A tag that one of them was given is no answer for the other.
    const asked = await get("west", urlOf("incidents", near), { "if-none-match": east.headers.etag });
    expect([asked.statusCode, asked.rawPayload.equals(west.rawPayload)]).toEqual([200, true]);
  });

  test("who has every community of a tile shares tag and body with others of whom that is true", async () => {
    const inside = tilesWithin(14).find(
      ({ z, x, y }) => engine.points("venues").communitiesIn({ z, x, y }).ids.join() === "1",
    );
    const [west, both, command] = [
      await get("west", urlOf("venues", inside as TileCoord)),
      await get("both", urlOf("venues", inside as TileCoord)),
      await get("command", urlOf("venues", inside as TileCoord)),
    ];
    expect(west.headers.etag).toBe(both.headers.etag);
    expect([west, both].map(({ rawPayload }) => rawPayload.equals(command.rawPayload))).toEqual([true, true]);
    expect(west.rawPayload.length).toBeGreaterThan(0);
  });

  test("the tag tells nobody of what changes in a tile beside what they see, and tells them of that", async () => {
    const tags = async () => [
      (await get("west", urlOf("incidents", near))).headers.etag,
      (await get("command", urlOf("incidents", near))).headers.etag,
    ];
    const insert = async (lng: number) => {
      await database.pool.query(
        `insert into incident (community_id, category, occurred_from, geom)
         values ($1, 'theft', now(), st_setsrid(st_makepoint($2, 34.3351), 4326))`,
        [lng < 107.1 ? 1 : 2, lng],
      );
      await settled();
    };
    const [west, command] = await tags();
    await insert(107.1003);
    const [same, other] = await tags();
    expect([same === west, other === command]).toEqual([true, false]);
    const asked = await get("west", urlOf("incidents", near), { "if-none-match": west });
    expect(asked.statusCode).toBe(304);
    await insert(107.0997);
    const [another] = await tags();
    expect(another).not.toBe(west);
    await database.pool.query("delete from incident where category = 'theft' and st_y(geom) = 34.3351");
    await settled();
  });

  test("what lies in no community is for the whole city alone", async () => {
    const words = async (as: string) => (await get(as, urlOf("incidents", near))).rawPayload.toString("latin1");
    expect(await words("command")).toContain("canary_east");
    const both = new VectorTile(new PbfReader((await get("both", urlOf("incidents", near))).rawPayload));
    const command = new VectorTile(new PbfReader((await get("command", urlOf("incidents", near))).rawPayload));
    expect(command.layers.incidents?.length).toBe((both.layers.incidents?.length ?? 0) + 1);
  });

  test.each([
    ["idle", 204],
    ["admin", 403],
    ["anyone", 401],
  ])("%s is sent no row of any layer that is not public, and the ground", async (as, refusal) => {
    for (const layer of cut)
      for (const zoom of [3, 10, 14])
        for (const coord of tilesWithin(zoom)) expect((await get(as, urlOf(layer, coord))).statusCode).toBe(refusal);
    const [wide] = tilesWithin(8) as [TileCoord];
    for (const { id } of layers.filter(({ clearance }) => clearance === "public"))
      expect([id, (await get(as, urlOf(id, wide))).statusCode]).toEqual([id, 200]);
  });

  test("a wall is sent incidents and units of its scope, and neither homes nor venues", async () => {
    const [coord] = tilesWithin(8) as [TileCoord];
    expect(communitiesOf((await get("wall", urlOf("incidents", coord))).rawPayload)).toEqual([1]);
    for (const layer of ["residences", "venues"]) expect((await get("wall", urlOf(layer, coord))).statusCode).toBe(403);
  });

  test("whoever asked before, the answer is the one that a cache has no part in", async () => {
    const coords = [3, 8, 10, 11, 12, 14].flatMap(tilesWithin);
    const queries = ["", "?category=theft", "?community=1", "?community=2", "?detail=cells"];
    const names = Object.keys(principals).filter((name) => !["wall", "admin", "anyone"].includes(name));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.constantFrom(...names),
        fc.constantFrom(...coords),
        fc.constantFrom(...queries),
        async (first, second, coord, query) => {
          await get(first, urlOf("incidents", coord, query));
          const answer = await get(second, urlOf("incidents", coord, query));
          const layer = engine.points("incidents");
          const { scope } = principals[second] as Principal;
          const filter = {
            ...(query.startsWith("?category") && { in: { category: ["theft"] } }),
            ...(query.startsWith("?community") && { communities: [Number(query.at(-1))] }),
            ...(scope !== "city" && { where: { op: "in", property: "community", values: [...scope] } as const }),
          };
          const own = query.includes("cells") ? layer.cells(coord, filter) : layer.tile(coord, filter);
          expect(answer.rawPayload.equals(own)).toBe(true);
        },
      ),
      { numRuns: 400 },
    );
  });

  test("whoever loses a community is sent nothing of it by the next request", async () => {
    const mutable = principals.west as { scope: Principal["scope"] };
    const before = await get("west", urlOf("incidents", near));
    mutable.scope = [];
    const after = await get("west", urlOf("incidents", near), { "if-none-match": before.headers.etag });
    mutable.scope = [1];
    expect(after.statusCode).toBe(204);
  });
});

describe("rows and counts", () => {
  const ids = async (table: string) =>
    (await database.pool.query<{ id: number; community_id: number | null }>(`select id, community_id from ${table}`))
      .rows;

  test.each(["incidents", "venues", "residences", "units", "visits"])(
    "%s: lists have those of the scope, and others are not there",
    async (name) => {
      const rows = await ids(name.slice(0, -1));
      const own = rows.filter(({ community_id }) => community_id === 1).map(({ id }) => id);
      const { items } = (await get("west", `/api/${name}?limit=1000`)).json() as { items: { id: number }[] };
      expect(items.map(({ id }) => id).sort((a, b) => a - b)).toEqual(own.sort((a, b) => a - b));
      expect((await get("west", `/api/${name}?communityId=2`)).json().items).toEqual([]);
      expect((await get("anyone", `/api/${name}`)).statusCode).toBe(401);
      expect((await get("idle", `/api/${name}`)).json().items).toEqual([]);
      const foreign = rows.find(({ community_id }) => community_id === 2)?.id;
      const [there, nowhere] = [
        await get("west", `/api/${name}/${foreign}`),
        await get("west", `/api/${name}/9007199254740991`),
      ];
      expect([there.statusCode, { ...there.json(), instance: "" }]).toEqual([404, { ...nowhere.json(), instance: "" }]);
      expect((await get("west", `/api/${name}/${own[0]}`)).statusCode).toBe(200);
      expect((await get("command", `/api/${name}/${foreign}`)).statusCode).toBe(200);
    },
  );

  test("counts, surfaces and times are of the scope, whatever is asked for", async () => {
    const total = async (as: string, query = "") =>
      (await get(as, `/api/analysis/incidents/counts?by=community,category${query}`)).json() as {
        total: number;
        ofTotal: number;
        groups: object;
      };
    const [west, east, command] = [await total("west"), await total("east"), await total("command")];
    expect([west.total, west.ofTotal]).toEqual([30, 30]);
    expect(command.total).toBe(west.total + east.total + 1);
    expect(JSON.stringify(west.groups)).not.toContain("canary");
    expect((await total("west", "&community=2")).total).toBe(0);
    expect((await total("idle")).ofTotal).toBe(0);
    const newest = (await get("west", "/api/analysis/incidents/newest?limit=100")).json() as {
      total: number;
      items: { communityId: number }[];
    };
    expect([newest.total, new Set(newest.items.map(({ communityId }) => communityId))]).toEqual([30, new Set([1])]);
    const density = (
      await get("west", "/api/analysis/incidents/density?bandwidthMeters=500&cellMeters=500")
    ).json() as { count: number };
    expect(density.count).toBeLessThanOrEqual(30);
  });

  test("an analyst has rows of the scope, and opens no home", async () => {
    expect((await get("analyst", "/api/residences?limit=5")).json().items).toHaveLength(5);
    const [home] = (await ids("residence")).filter(({ community_id }) => community_id === 2);
    expect((await get("analyst", `/api/residences/${home?.id}`)).statusCode).toBe(403);
    expect((await get("analyst", "/api/plan?communityId=2")).statusCode).toBe(403);
    expect((await get("east", `/api/residences/${home?.id}`)).statusCode).toBe(200);
  });
});

test("no word of the east is in any byte that is sent to the west, or to somebody without an account", async () => {
  const lists = ["incidents", "venues", "residences", "units", "visits"].flatMap((name) => [
    `/api/${name}?limit=1000`,
    `/api/${name}?communityId=2`,
    ...Array.from({ length: 70 }, (_, i) => `/api/${name}/${i + 1}`),
  ]);
  const others = [
    "/api/plan?communityId=1",
    "/api/plan?communityId=2",
    "/api/duty?communityId=1",
    "/api/duty?communityId=2",
    "/api/coverage?communityId=2",
    "/api/coverage?by=cell&cellMeters=500",
    "/api/coverage.csv?communityId=2",
    "/api/analysis/incidents/counts?by=category,community",
    "/api/analysis/incidents/newest?limit=100",
  ];
  const tiles = cut.flatMap((layer) =>
    [3, 8, 10, 12, 14, 16].flatMap((zoom) =>
      tilesWithin(zoom)
        .slice(0, 12)
        .flatMap((coord) => [urlOf(layer, coord), urlOf(layer, coord, "?detail=cells")]),
    ),
  );
  const seen = async (as: string) => {
    const found: string[] = [];
    for (const url of [...lists, ...others, ...tiles]) {
      const { body, headers, rawPayload } = await get(as, url);
      if (/canary|金丝雀/i.test(body + JSON.stringify(headers) + rawPayload.toString("latin1"))) found.push(url);
    }
    return found;
  };
  expect(await seen("west")).toEqual([]);
  expect(await seen("anyone")).toEqual([]);
  expect((await seen("east")).length, "and would be noticed").toBeGreaterThan(20);
});
