import { testDatabase } from "@one-map/server/testing/database";
import { afterAll, describe, expect, test } from "vitest";
import { coordinatesOf, planCity } from "./city-plan.ts";

/** PostGIS has the last word on whether a city is divided exactly. */

const database = await testDatabase();
afterAll(() => database.close());

describe.each([
  ["town", 3],
  ["city", 7],
  ["city", 8],
] as const)("%s %i, as PostGIS sees it", (size, seed) => {
  const plan = planCity(size, seed);
  const shapes = [
    ...plan.communities.map(({ id, townId, blocks }) => ({ kind: "community", id, parent: townId, blocks })),
    ...plan.areas.map(({ id, level, parentId, blocks }) => ({ kind: level as string, id, parent: parentId, blocks })),
    { kind: "built-up", id: 0, parent: null, blocks: [...plan.land.builtUp] },
  ];
  const ask = async (sql: string) => {
    const { rows } = await database.pool.query(
      `with shape as materialized (
         select kind, id, parent, st_setsrid(st_geomfromgeojson(geometry), 4326) as geom
         from unnest($1::text[], $2::int[], $3::int[], $4::text[]) as u(kind, id, parent, geometry))
       ${sql}`,
      [
        shapes.map(({ kind }) => kind),
        shapes.map(({ id }) => id),
        shapes.map(({ parent }) => parent),
        shapes.map(({ blocks }) => JSON.stringify({ type: "MultiPolygon", coordinates: coordinatesOf(plan, blocks) })),
      ],
    );
    return rows[0] as Record<string, number | boolean | null>;
  };

  test("is made of valid shapes", async () => {
    expect(await ask("select count(*) filter (where not geom_ok(geom)) as bad, count(*) as n from shape")).toEqual({
      bad: 0,
      n: shapes.length,
    });
  });

  test("has communities whose areas add up to that of their union and of the built-up land", async () => {
    const { sum, whole, land } = await ask(
      `select sum(st_area(geom)) filter (where kind = 'community') as sum,
         st_area(st_union(geom) filter (where kind = 'community')) as whole,
         sum(st_area(geom)) filter (where kind = 'built-up') as land from shape`,
    );
    // Square degrees: 1e-12 of the whole is less than the area of a hand.
    expect(Math.abs((sum as number) / (whole as number) - 1)).toBeLessThan(1e-9);
    expect(Math.abs((sum as number) / (land as number) - 1)).toBeLessThan(1e-9);
  });

  test("has no two communities that overlap, and no ground between them, rural land and water", async () => {
    expect(
      await ask(
        `select (select count(*) from shape a join shape b on a.kind = 'community' and b.kind = 'community' and a.id < b.id
           and st_intersects(a.geom, b.geom) and st_area(st_intersection(a.geom, b.geom)) > 0) as overlaps,
         st_area(st_symdifference((select st_union(geom) from shape where kind in ('community', 'rural', 'water')),
           (select geom from shape where kind = 'city'))) as gap`,
      ),
    ).toEqual({ overlaps: 0, gap: 0 });
  });

  test("nests: each shape lies in its parent", async () => {
    const { out } = await ask(
      `select count(*) as out from shape c join shape p on p.id = c.parent and p.kind in ('city', 'district', 'town')
       where (c.kind = 'community') = (p.kind = 'town') and st_area(st_difference(c.geom, p.geom)) > 0`,
    );
    expect(out).toBe(0);
  });
});
