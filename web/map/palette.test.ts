import { describe, expect, test } from "vitest";
import { themes } from "../state/view.ts";
import { contrast, densityRamp, type PaletteName, palette } from "./palette.ts";

test("black on white has the contrast that WCAG gives it", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each(themes)("in %s", (theme) => {
  test("labels can be read", () => {
    expect(contrast(palette.label[theme], palette.halo[theme])).toBeGreaterThanOrEqual(4.5);
  });

  test.each([
    "alarm",
    "warning",
    "caution",
    "info",
    "place",
    "policeRoom",
    "unitAvailable",
    "unitBusy",
    "selected",
    "gap",
  ] as PaletteName[])("%s stands out from the ground", (name) => {
    expect(contrast(palette[name][theme], palette.urban[theme])).toBeGreaterThanOrEqual(theme === "night" ? 2.2 : 3);
  });

  test("the ramp rises in one direction away from the ground", () => {
    const steps = densityRamp[theme].map((step) => contrast(step, palette.urban[theme]));
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
  });
});
