import { describe, expect, test } from "vitest";
import { themes } from "../state/view.ts";
import {
  contrast,
  densityBreaks,
  densityRamp,
  type PaletteName,
  palette,
  surfaceRamp,
  wallDensityBreaks,
} from "./palette.ts";

test("black on white has the contrast that WCAG gives it", () => {
  expect(contrast("#000000", "#ffffff")).toBeCloseTo(21, 5);
  expect(contrast("#777777", "#ffffff")).toBeCloseTo(4.48, 2);
});

describe.each(themes)("in %s", (theme) => {
  test("every class of a density has a colour, here and on the wall", () => {
    expect(surfaceRamp[theme]).toHaveLength(densityBreaks.length);
    expect(densityRamp[theme]).toHaveLength(wallDensityBreaks.length);
  });

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

  test.each([densityRamp, surfaceRamp])("a ramp rises in one direction away from the ground", (ramp) => {
    const steps = ramp[theme].map((step) => contrast(step, palette.urban[theme]));
    expect([...steps].sort((a, b) => a - b)).toEqual(steps);
    // Neighbours in the legend can be told apart.
    for (const [i, step] of ramp[theme].entries())
      if (i > 0) expect(contrast(step, ramp[theme][i - 1] as string)).toBeGreaterThan(1.15);
  });

  test("every class of a surface has its colour", () => {
    expect(surfaceRamp[theme]).toHaveLength(densityBreaks.length);
  });
});
