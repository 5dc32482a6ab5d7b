import { expect, test } from "vitest";
import { calibrationOf, withCalibrating, withCalibration } from "./calibration.ts";

test.each([
  ["", 1920, 4.8, 10],
  ["", 1366, 0.5, 0.7],
  ["", 390, 0.07, 0.35],
  ["?width=2.17&distance=5", 3840, 2.17, 5],
  ["?width=nonsense&distance=-3", 1920, 4.8, 10],
  ["?width=&distance=", 1920, 4.8, 10],
])("%s on %s pixels: %s m wide seen from %s m", (search, screenPixels, screenMeters, distanceMeters) => {
  expect(calibrationOf(search, screenPixels)).toEqual({ screenPixels, screenMeters, distanceMeters });
});

test("a calibration survives the address and leaves the rest alone", () => {
  const search = withCalibration("?theme=night", { screenMeters: 3.1, distanceMeters: 8 });
  expect(search).toContain("theme=night");
  expect(calibrationOf(`?${search}`, 1920)).toMatchObject({ screenMeters: 3.1, distanceMeters: 8 });
});

test("the way to the calibration and back leaves the rest of the address alone", () => {
  const search = withCalibrating("?lang=en&width=3.1", true);
  expect(search).toBe("lang=en&width=3.1&calibrate=1");
  expect(withCalibrating(search, false)).toBe("lang=en&width=3.1");
});
