import { expect, test } from "vitest";
import { detailWords } from "./detail-words.ts";

test("ids and counts are written out, long lists with how many there are", () => {
  const ids = Array.from({ length: 12 }, (_, i) => i + 1);
  expect(detailWords({ count: 12, ids, community: null, reason: "handover", step: { of: 2 } })).toEqual([
    "count: 12",
    "ids: 1, 2, 3, 4, 5, 6, 7, 8, … (12)",
    "reason: handover",
    'step: {"of":2}',
  ]);
});
