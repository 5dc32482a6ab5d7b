import { expect, test } from "vitest";
import { angleOfPixels, cjkShare, pixelsForAngle } from "./viewing-angle.ts";

// ISO 9241-3 by way of the table of character heights: 16′ at 5, 7 and 10 m are 23, 33 and 47 mm; 25′ are 36, 51, 73.
test.each([
  [16, 5, 23],
  [16, 7, 33],
  [16, 10, 47],
  [25, 5, 36],
  [25, 7, 51],
  [25, 10, 73],
  [30, 10, 87],
])("%s arcminutes at %s m are %s mm", (angle, distanceMeters, millimeters) => {
  expect(Math.round(pixelsForAngle(angle, { screenMeters: 1, screenPixels: 1_000, distanceMeters }))).toBeCloseTo(
    millimeters,
    -0.5,
  );
});

test("a 98-inch 4K screen at 5 m needs 63 to 70 px for Chinese names", () => {
  const height = pixelsForAngle(25, { screenMeters: 2.17, screenPixels: 3_840, distanceMeters: 5 });
  expect(height).toBeGreaterThan(60);
  expect(height / cjkShare).toBeLessThan(71);
});

test("angle and height are each other's inverse", () => {
  const calibration = { screenMeters: 1.21, screenPixels: 1_920, distanceMeters: 4 };
  expect(angleOfPixels(pixelsForAngle(20, calibration), calibration)).toBeCloseTo(20, 9);
});
