import { expect, test } from "vitest";
import { analyseMessages } from "../../i18n/analyse.ts";
import { sharedMessages } from "../../i18n/shared.ts";
import { noFilter } from "../../state/view.ts";
import { chipsOf, formatRuns } from "./chips.tsx";
import { toggled } from "./toggles.tsx";

test("neighbouring hours are said as one stretch", () => {
  expect(formatRuns([0, 1, 2, 7, 22, 23], String)).toBe("0–2, 7, 22–23");
});

test("every part of a filter has a chip, and taking the chips away leaves no filter", () => {
  const filter = {
    fromDay: "2026-01-01",
    toDay: null,
    categories: ["fraud", "theft"],
    statuses: ["closed"],
    hours: [22, 23],
    weekdays: [6, 7],
    communities: [3],
  };
  const nameOf = { category: (code: string) => code, community: (id: number) => `C${id}` };
  const texts = chipsOf(filter, analyseMessages.en, sharedMessages.en, nameOf).map(({ text }) => text);
  expect(texts).toEqual(["since 2026-01-01", "fraud", "theft", "Sat–Sun", "Hour 22–23", "Closed", "C3"]);
  let rest = filter as typeof noFilter;
  for (;;) {
    const [chip] = chipsOf(rest, analyseMessages.en, sharedMessages.en, nameOf);
    if (chip === undefined) break;
    rest = { ...rest, ...chip.without };
  }
  expect(rest).toEqual(noFilter);
});

test("pressing a quarter of the day adds what is missing, and takes it away when all of it is there", () => {
  expect(toggled([1, 9], [0, 1, 2])).toEqual([0, 1, 2, 9]);
  expect(toggled([0, 1, 2, 9], [0, 1, 2])).toEqual([9]);
});
