import fc from "fast-check";
import { expect, test } from "vitest";
import {
  bandwidths,
  cellSizes,
  coverageGrounds,
  coverageSubjects,
  defaultSettings,
  formatSettings,
  measures,
  modes,
  parseSettings,
  thresholds,
} from "./analyse-settings.ts";

test("settings survive the address, and leave other parameters alone", () => {
  const settings = fc.record({
    mode: fc.constantFrom(...modes),
    bandwidthMeters: fc.constantFrom(...bandwidths),
    measure: fc.constantFrom(...measures),
    of: fc.constantFrom(...coverageSubjects),
    ground: fc.constantFrom(...coverageGrounds),
    thresholdDays: fc.constantFrom(...thresholds),
    cellMeters: fc.constantFrom(...cellSizes),
  });
  fc.assert(
    fc.property(settings, (value) => {
      const query = formatSettings(value, "?lang=en&category=theft&mode=heat");
      expect(parseSettings(query)).toEqual(value);
      expect(new URLSearchParams(query).get("category")).toBe("theft");
    }),
  );
});

test("defaults make no address longer, and nonsense is the default", () => {
  expect(formatSettings(defaultSettings, "")).toBe("");
  expect(parseSettings("mode=party&bandwidth=3&threshold=-1&cell=")).toEqual(defaultSettings);
});
