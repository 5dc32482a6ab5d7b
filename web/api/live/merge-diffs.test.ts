import fc from "fast-check";
import { expect, test } from "vitest";
import { mergeDiffs, TileNewsPile } from "./merge-diffs.ts";
import { LivePicture } from "./picture.ts";
import type { LiveDiff } from "./replica.ts";
import type { LiveIncident, LiveUnit } from "./wire.ts";

const ids = fc.uniqueArray(fc.integer({ min: 1, max: 8 }), { maxLength: 8 });
const rows = fc.tuple(ids, fc.integer({ min: 1, max: 99 }), fc.nat({ max: 8 })).map(([all, v, cut]) => ({
  put: all.slice(cut).map((id) => ({ id, v })),
  drop: all.slice(0, cut),
}));
const diffs = fc.record({ isWhole: fc.boolean(), incidents: rows, units: rows, hasGap: fc.boolean() }).map(
  (diff) =>
    ({
      ...diff,
      incidents: diff.incidents as unknown as LiveDiff["incidents"],
      units: diff.units as unknown as LiveDiff["units"],
      touched: {},
    }) satisfies LiveDiff,
);

const sorted = (picture: LivePicture) =>
  [picture.incidents, picture.units].map((all) =>
    [...all.values()].sort((a: LiveIncident | LiveUnit, b: LiveIncident | LiveUnit) => a.id - b.id),
  );

test("one merged difference does what all do, one after the other", () => {
  fc.assert(
    fc.property(diffs, fc.array(diffs, { minLength: 2, maxLength: 6 }), (before, [first, ...rest]) => {
      const [whole, merged] = [new LivePicture(), new LivePicture()];
      for (const diff of [before, first, ...rest]) whole.apply(diff as LiveDiff);
      merged.apply(before);
      merged.apply(rest.reduce(mergeDiffs, first as LiveDiff));
      expect(sorted(merged)).toEqual(sorted(whole));
    }),
    { numRuns: 2_000 },
  );
});

test("nothing that was touched or missed is forgotten", () => {
  const none = { put: [], drop: [] };
  const diff = (touched: LiveDiff["touched"], hasGap: boolean): LiveDiff => ({
    ...{ isWhole: false, incidents: none, units: none },
    ...{ touched, hasGap },
  });
  const merged = mergeDiffs(diff({ visit: [1, null], venue: [2] }, true), diff({ visit: [3, 1] }, false));
  expect(merged).toMatchObject({ touched: { visit: [1, null, 3], venue: [2] }, hasGap: true });
});

test("tiles without number become all tiles of their layer", () => {
  const pile = new TileNewsPile();
  pile.add({ layer: "venues", tiles: [[3, 1, 1]] });
  for (let x = 0; x < 2_001; x++) pile.add({ layer: "incidents", tiles: [[12, x, 7]] });
  pile.add({ layer: "incidents", tiles: [[12, 1, 8]] });
  pile.add({ layer: "roads", tiles: null });
  expect(pile.take()).toEqual([
    { layer: "venues", tiles: [[3, 1, 1]] },
    { layer: "incidents", tiles: null },
    { layer: "roads", tiles: null },
  ]);
  expect(pile.take()).toEqual([]);
});
