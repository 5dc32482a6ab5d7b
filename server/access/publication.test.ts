import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { lastPeriod, publishedPeriod } from "./periods.ts";
import { Publication } from "./publication.ts";
import { bandOf, mayBeDrawn } from "./publishable.ts";
import { type Dwelling, leastHouseholds, SnapTree } from "./snap-tree.ts";
import { leastCount, suppress } from "./suppression.ts";

/** A community of an odd shape: an L with a hole, some 2 km across. */
const borders = [
  [
    [
      [107, 34.3],
      [107.02, 34.3],
      [107.02, 34.31],
      [107.01, 34.31],
      [107.01, 34.32],
      [107, 34.32],
      [107, 34.3],
    ],
    [
      [107.002, 34.302],
      [107.004, 34.302],
      [107.004, 34.304],
      [107.002, 34.304],
      [107.002, 34.302],
    ],
  ],
];
const inL = ([lng, lat]: readonly number[]) => {
  const [x, y] = [lng as number, lat as number];
  const hole = x > 107.002 && x < 107.004 && y > 34.302 && y < 34.304;
  return x > 107 && y > 34.3 && (x < 107.01 ? y < 34.32 : x < 107.02 && y < 34.31) && !hole;
};

const dwellings = fc.array(
  fc.record({
    position: fc
      .tuple(fc.double({ min: 107, max: 107.02, noNaN: true }), fc.double({ min: 34.3, max: 34.32, noNaN: true }))
      .filter(inL),
    households: fc.oneof({ weight: 4, arbitrary: fc.integer({ min: 1, max: 4 }) }, fc.integer({ min: 0, max: 120 })),
  }),
  { maxLength: 120 },
);

describe("snap points", () => {
  test("have at least eight households in their catchments, counted one by one", () => {
    fc.assert(
      fc.property(dwellings, (homes: readonly Dwelling[]) => {
        const tree = new SnapTree(1, borders, homes);
        const counted = new Map<string, number>();
        for (const { position, households } of homes.filter((one) => one.households > 0)) {
          const point = tree.pointFor(position);
          if (point === undefined) continue;
          counted.set(String(point.position), (counted.get(String(point.position)) ?? 0) + households);
        }
        const total = homes.reduce((sum, { households }) => sum + households, 0);
        expect(tree.points.length > 0).toBe(total >= leastHouseholds);
        for (const { position, households } of tree.points) {
          expect(households).toBeGreaterThanOrEqual(leastHouseholds);
          expect(counted.get(String(position))).toBe(households);
        }
      }),
      { numRuns: 300 },
    );
  });

  test("stand inside their community, apart from one another, and never where a dwelling is", () => {
    fc.assert(
      fc.property(dwellings, (homes: readonly Dwelling[]) => {
        const { points } = new SnapTree(1, borders, homes);
        expect(points.filter(({ position }) => !inL(position))).toEqual([]);
        expect(new Set(points.map(({ position }) => String(position))).size).toBe(points.length);
        const homesAt = new Set(homes.map(({ position }) => String(position)));
        expect(points.filter(({ position }) => homesAt.has(String(position)))).toEqual([]);
      }),
      { numRuns: 300 },
    );
  });

  test("are the same in whatever order dwellings are read, and for whatever asks: a thousand times the same point", () => {
    fc.assert(
      fc.property(dwellings, fc.double({ min: 107, max: 107.02, noNaN: true }), (homes, lng) => {
        const tree = new SnapTree(1, borders, homes);
        const other = new SnapTree(1, borders, [...homes].reverse());
        const point = tree.pointFor([lng, 34.305]);
        expect(other.pointFor([lng, 34.305])).toEqual(point);
      }),
    );
    const homes = Array.from({ length: 60 }, (_, i) => ({
      position: [107.0005 + i * 0.0003, 34.3005] as const,
      households: 5,
    }));
    const tree = new SnapTree(1, borders, homes);
    const asked = Array.from({ length: 1_000 }, () => tree.pointFor([107.0101, 34.3013])?.position);
    expect(new Set(asked.map(String)).size).toBe(1);
    expect(tree.points.length).toBeGreaterThan(3);
  });

  test("divide a street of houses into many blocks, and leave one home alone in none", () => {
    const street = Array.from({ length: 40 }, (_, i) => ({
      position: [107.0003 + i * 0.0004, 34.3055] as const,
      households: 12,
    }));
    expect(new SnapTree(1, borders, street).points.length).toBeGreaterThan(8);
    const alone = [...street, { position: [107.0005, 34.3195] as const, households: 1 }];
    const tree = new SnapTree(1, borders, alone);
    expect(tree.pointFor([107.0005, 34.3195])?.households).toBeGreaterThan(leastHouseholds);
    expect(new SnapTree(1, borders, [{ position: [107.005, 34.305], households: 7 }]).points).toEqual([]);
  });
});

describe("counts", () => {
  const tables = fc.integer({ min: 1, max: 5 }).chain((width) =>
    fc.array(
      fc.array(fc.oneof(fc.integer({ min: 0, max: 9 }), fc.integer({ min: 0, max: 60 })), {
        minLength: width,
        maxLength: width,
      }),
      {
        minLength: 1,
        maxLength: 6,
      },
    ),
  );
  const name = (list: readonly unknown[]) => list.map((_, i) => String(i));
  const publish = (values: number[][]) =>
    suppress({ rows: name(values), columns: name(values[0] as number[]), values });
  /** Everything of a table of counts that a publication shows, as text. */
  const shownOf = (
    values: number[][],
    { values: shown, rowTotals, columnTotals, total }: ReturnType<typeof publish>,
  ) => {
    const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);
    return JSON.stringify([
      values.map((line, r) => line.map((value, c) => shown[r]?.[c] !== null && value)),
      values.map((line, r) => rowTotals[r] !== null && sum(line)),
      columnTotals.map((held, c) => held !== null && sum(values.map((line) => line[c] as number))),
      total !== null && sum(values.flat()),
    ]);
  };

  test("below ten are not shown, nor any total below ten", () => {
    fc.assert(
      fc.property(tables, (values) => {
        const { values: shown, rowTotals, columnTotals, total } = publish(values);
        for (const value of [...shown.flat(), ...rowTotals, ...columnTotals, total])
          if (value !== null) expect(value).toBeGreaterThanOrEqual(leastCount);
        for (const [r, line] of shown.entries())
          for (const [c, value] of line.entries()) if (value !== null) expect(value).toBe(values[r]?.[c]);
      }),
      { numRuns: 500 },
    );
  });

  test("that are withheld do not follow from the others: another table shows the same, in which they are ten higher", () => {
    fc.assert(
      fc.property(tables, (values) => {
        const published = publish(values);
        const before = shownOf(values, published);
        for (const [r, line] of values.entries())
          for (const [c, value] of line.entries()) {
            if (value >= leastCount) continue;
            expect(alternatives(values, r, c).some((other) => shownOf(other, published) === before)).toBe(true);
          }
      }),
      { numRuns: 500 },
    );
  });

  /** Tables without negative counts in which one count is ten higher, and up to three others move with it. */
  function alternatives(values: number[][], r: number, c: number): number[][][] {
    const found: number[][][] = [];
    for (const otherRow of [undefined, ...values.keys()])
      for (const otherColumn of [undefined, ...(values[0] as number[]).keys()]) {
        if (otherRow === r || otherColumn === c) continue;
        const other = values.map((line) => [...line]);
        const add = (row: number | undefined, column: number | undefined, change: number) => {
          if (row === undefined || column === undefined) return;
          const line = other[row] as number[];
          line[column] = (line[column] as number) + change;
        };
        add(r, c, leastCount);
        add(otherRow, c, -leastCount);
        add(r, otherColumn, -leastCount);
        add(otherRow, otherColumn, leastCount);
        if (other.flat().every((value) => value >= 0)) found.push(other);
      }
    return found;
  }

  test("of a large city are weighed without keeping everybody else waiting", () => {
    // Eight hundred communities, thirty categories, two counts in five below ten.
    const values = Array.from({ length: 800 }, (_, r) =>
      Array.from({ length: 30 }, (_, c) => (r * 7919 + c * 104) % 25),
    );
    const started = process.cpuUsage();
    const { values: shown } = publish(values);
    const { user } = process.cpuUsage(started);
    expect(shown.flat().filter((value) => value === null).length).toBeGreaterThan(9_000);
    // A tenth of a second where it was measured; every cell against every rectangle was three and a half.
    expect(user / 1_000).toBeLessThan(2_000);
  });

  test("of a table where all are large are all shown", () => {
    const { values, rowTotals, total } = publish([
      [20, 30],
      [40, 50],
    ]);
    expect([values, rowTotals, total]).toEqual([
      [
        [20, 30],
        [40, 50],
      ],
      [50, 90],
      140,
    ]);
  });
});

describe("periods", () => {
  test.each(["2026-Q1", "2026-Q2", "2025-Q4"])("%s has settled", (name) => {
    expect(publishedPeriod(name, "2026-07-15")?.name).toBe(name);
  });
  test.each(["2026-Q3", "2026-Q4", "2027-Q1", "2026-Q5", "2026-06", "2026", "2026-Q1/2026-Q2", "2026-Q1 ", ""])(
    "%s is none",
    (name) => {
      expect(publishedPeriod(name, "2026-07-15")).toBeUndefined();
    },
  );
  test("a quarter is published two weeks after its end", () => {
    expect(publishedPeriod("2026-Q2", "2026-07-14")).toBeUndefined();
    expect(publishedPeriod("2026-Q2", "2026-07-15")).toEqual({ name: "2026-Q2", from: "2026-04-01", to: "2026-07-01" });
    expect(publishedPeriod("2025-Q4", "2026-01-15")).toMatchObject({ from: "2025-10-01", to: "2026-01-01" });
  });

  test.each([
    ["2026-01-14", "2025-Q3"],
    ["2026-01-15", "2025-Q4"],
    ["2026-07-14", "2026-Q1"],
    ["2026-07-15", "2026-Q2"],
    ["2026-11-26", "2026-Q3"],
    ["1970-01-01", undefined],
  ])("on %s the newest is %s", (today, name) => {
    expect(lastPeriod(today)?.name).toBe(name);
  });
});

describe("a publication", () => {
  const homes = Array.from({ length: 60 }, (_, i) => ({
    position: [107.00051234567 + i * 0.000307654321, 34.30051234567] as const,
    households: 5,
  }));
  const incidents = Array.from({ length: 240 }, (_, i) => ({
    community: 1,
    category: ["theft", "noise", "dispute", "an_imported_one"][i % 4] as string,
    position: homes[i % 60]?.position as readonly [number, number],
  }));
  const publication = new Publication([{ community: 1, borders, dwellings: homes }]);
  const categories = ["theft", "noise", "dispute", "an_imported_one"];

  test("holds no raw coordinate in its bytes, and sensitive categories only in its counts", () => {
    const { counts, spots } = publication.incidents(incidents, categories);
    const text = JSON.stringify([publication.blocks(), counts, spots]);
    for (const { position } of homes) for (const degrees of position) expect(text).not.toContain(String(degrees));
    expect(new Set(spots.map(({ category }) => category))).toEqual(new Set(["theft", "noise"]));
    expect(counts.values).toEqual([[60, 60, 60, 60]]);
    expect(spots.reduce((sum, { count }) => sum + count, 0)).toBe(120);
  });

  test("draws nothing where the count is withheld, so that spots cannot be added up", () => {
    const few = [...incidents, ...incidents.slice(0, 1)].filter(({ category }, i) => category !== "noise" || i < 20);
    const { counts, spots } = publication.incidents(few, categories);
    expect(counts.values[0]?.[1]).toBeNull();
    expect(spots.filter(({ category }) => category === "noise")).toEqual([]);
  });

  test("says households in bands", () => {
    expect(publication.blocks().every(({ households }) => households === bandOf(households))).toBe(true);
    expect([8, 15, 16, 2_000].map(bandOf)).toEqual([8, 8, 16, 1024]);
    expect(() => bandOf(7)).toThrow(RangeError);
    expect(mayBeDrawn("a category of tomorrow")).toBe(false);
  });
});
