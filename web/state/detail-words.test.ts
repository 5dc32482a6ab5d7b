import { expect, test } from "vitest";
import { detailMessages } from "../i18n/audit-details.ts";
import { detailWords } from "./detail-words.ts";

test("ids and counts are written out, long lists with how many there are", () => {
  const ids = Array.from({ length: 12 }, (_, i) => i + 1);
  const detail = { count: 12, ids, community: null, reason: "handover", step: { of: 2 } };
  expect(detailWords(detail, detailMessages.en)).toEqual([
    "count: 12",
    "numbers: 1, 2, 3, 4, 5, 6, 7, 8, … (12)",
    "reason: handover",
    'step: {"of":2}',
  ]);
});

test("names and what the server means by a word are in the language of the page; all else is as it is stored", () => {
  const detail = { step: "asked", breakGlass: 2, reason: "asked", later: "asked" };
  expect(detailWords(detail, detailMessages["zh-Hans"])).toEqual([
    "步骤：已申请",
    "紧急查阅：2",
    "理由：asked",
    "later：asked",
  ]);
});
