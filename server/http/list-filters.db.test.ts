import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";

const { get, walk, close } = await testApp();
afterAll(close);

interface Placed {
  readonly id: number;
  readonly communityId: number | null;
  readonly position: [number, number];
  readonly [key: string]: unknown;
}
const all = async (url: string) => (await walk(url, 1000)) as unknown as Placed[];
const everything = Object.fromEntries(
  await Promise.all(
    ["residences", "venues", "incidents"].map(async (name) => [name, await all(`/api/${name}`)] as const),
  ),
) as Record<"residences" | "venues" | "incidents", Placed[]>;
const ids = (rows: readonly { id: number }[]) => rows.map(({ id }) => id);

describe.each(["residences", "venues", "incidents"] as const)("/api/%s", (name) => {
  test("a box gives what lies in it, borders included, and nothing else", async () => {
    const degree = (low: number, high: number) =>
      fc.integer({ min: low * 1000, max: high * 1000 }).map((v) => v / 1000);
    await fc.assert(
      fc.asyncProperty(
        degree(107, 107.2),
        degree(34.3, 34.4),
        degree(0.001, 0.2),
        degree(0.001, 0.1),
        async (west, south, width, height) => {
          const [east, north] = [Number((west + width).toFixed(3)), Number((south + height).toFixed(3))];
          const inside = everything[name].filter(
            ({ position: [lng, lat] }) => lng >= west && lng <= east && lat >= south && lat <= north,
          );
          expect(ids(await all(`/api/${name}?bbox=${west},${south},${east},${north}`))).toEqual(ids(inside));
        },
      ),
      { numRuns: 25 },
    );
  });

  test("a community gives its own", async () => {
    for (const community of [1, 2])
      expect(ids(await all(`/api/${name}?communityId=${community}`))).toEqual(
        ids(everything[name].filter(({ communityId }) => communityId === community)),
      );
    expect(await all(`/api/${name}?communityId=3`)).toEqual([]);
  });
});

describe("/api/incidents", () => {
  test("comes newest first", () => {
    const times = everything.incidents.map(({ reportedAt }) => Date.parse(String(reportedAt)));
    expect(times).toEqual([...times].sort((a, b) => b - a));
  });

  test.each([
    ["category=noise", (row: Placed) => row.category === "noise"],
    ["category=noise,theft", () => true],
    ["status=closed,reported", (row: Placed) => row.status === "closed" || row.status === "reported"],
    ["priority=1,2", (row: Placed) => Number(row.priority) <= 2],
    ["open=true", (row: Placed) => row.status !== "closed"],
    ["open=false", (row: Placed) => row.status === "closed"],
    [
      "open=true&priority=1&communityId=1",
      (row: Placed) => row.status !== "closed" && row.priority === 1 && row.communityId === 1,
    ],
  ] as const)("%s", async (query, keep) => {
    expect(ids(await all(`/api/incidents?${query}`))).toEqual(ids(everything.incidents.filter(keep)));
  });

  test("a window holds its first moment and not its last", async () => {
    const times = [...new Set(everything.incidents.map(({ reportedAt }) => String(reportedAt)))].sort();
    const [from, to] = [times[3], times[9]] as [string, string];
    // What goes on the wire has milliseconds, the row microseconds: the row lies at or after its own wire time.
    const inside = everything.incidents.filter(
      ({ reportedAt }) => String(reportedAt) >= from && String(reportedAt) < to,
    );
    expect(inside.length).toBeGreaterThan(0);
    expect(ids(await all(`/api/incidents?from=${from}&to=${to}`))).toEqual(ids(inside));
  });
});

test("venues by class and by the day they are due", async () => {
  expect(ids(await all("/api/venues?class=bar"))).toEqual(ids(everything.venues.filter((row) => row.class === "bar")));
  const days = everything.venues.map(({ nextDueOn }) => String(nextDueOn)).sort();
  const day = days[10] as string;
  expect(ids(await all(`/api/venues?dueBefore=${day}`))).toEqual(
    ids(everything.venues.filter((row) => String(row.nextDueOn) <= day)),
  );
});

test("units by status and community, without the position of one that has no fix", async () => {
  const units = (await get("/api/units?status=available&communityId=2")).json().items;
  expect(units.map(({ callSign }: { callSign: string }) => callSign)).toEqual(["U1", "U3", "U5"]);
  expect(units.map(({ position }: { position: unknown }) => position === null)).toEqual([false, false, true]);
});

test("areas by level, police rooms by community, duty by day", async () => {
  expect((await get("/api/areas?level=town")).json().items).toMatchObject([
    { id: 2, parentId: 1, names: { zhHant: "河鎮" } },
  ]);
  expect((await get("/api/police-rooms?communityId=1")).json().items).toMatchObject([
    { code: "P1", services: ["advice"] },
  ]);
  expect((await get("/api/police-rooms?communityId=2")).json().items).toEqual([]);
  const badges = async (query: string) =>
    (await get(`/api/duty?${query}`)).json().items.map(({ badge }: { badge: string }) => badge);
  expect(await badges("communityId=1")).toEqual(["000101", "000102"]);
  expect(await badges("communityId=1&on=2020-06-01")).toEqual(["000101", "000103", "000102"]);
  expect(await badges("communityId=1&on=2021-01-01")).toEqual(["000101", "000102"]);
  expect((await get("/api/duty")).statusCode).toBe(400);
});
