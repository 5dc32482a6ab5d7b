import fc from "fast-check";
import { expect, test } from "vitest";
import { angleOfPixels, cjkShare, digitShare } from "../spatial/viewing-angle.ts";
import { newWallType } from "./wall-type.ts";

test("from the farthest seat nothing is under 16 arcminutes", () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0.5, max: 20, noNaN: true }),
      fc.double({ min: 1, max: 30, noNaN: true }),
      fc.constantFrom(1920, 3840, 7680),
      (screenMeters, distanceMeters, screenPixels) => {
        const calibration = { screenMeters, distanceMeters, screenPixels };
        const { name, digits, headline, small } = newWallType(calibration);
        // Half a pixel is rounding.
        expect(angleOfPixels((small + 0.5) * digitShare, calibration)).toBeGreaterThanOrEqual(16);
        expect(angleOfPixels((digits + 0.5) * digitShare, calibration)).toBeGreaterThanOrEqual(20);
        expect(angleOfPixels((name + 0.5) * cjkShare, calibration)).toBeGreaterThanOrEqual(25);
        expect(headline).toBeGreaterThanOrEqual(digits);
      },
    ),
  );
});

test("the example of a 98-inch screen seen from 5 m lies in the published range", () => {
  const { name, digits } = newWallType({ screenMeters: 2.17, distanceMeters: 5, screenPixels: 3840 });
  expect(name).toBeGreaterThanOrEqual(63);
  expect(name).toBeLessThanOrEqual(70);
  expect(digits).toBeGreaterThanOrEqual(66);
  expect(digits).toBeLessThanOrEqual(74);
});
