import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { solarElevation, sunriseDegrees } from "./sun.ts";

test("the example of NREL/TP-560-34302 (Golden, 17 October 2003, 12:30:30 at UTC-7): 39.872 degrees", () => {
  const at = Date.parse("2003-10-17T12:30:30-07:00");
  expect(solarElevation(at, [-105.1786, 39.742476])).toBeCloseTo(39.872, 1);
});

describe("sunrise and sunset as published, to the minute", () => {
  // Golden: NREL/TP-560-34302. Beijing: flag-raising at Tiananmen. London, Sydney, Reykjavik, Quito: national almanacs.
  test.each([
    ["Golden, sunrise", "2003-10-17T06:12:43-07:00", -105.1786, 39.742476],
    ["Golden, sunset", "2003-10-17T17:20:19-07:00", -105.1786, 39.742476],
    ["Beijing, sunrise at midsummer", "2026-06-21T04:46:00+08:00", 116.391, 39.905],
    ["Beijing, sunset at midsummer", "2026-06-21T19:46:00+08:00", 116.391, 39.905],
    ["Beijing, sunrise at New Year", "2026-01-01T07:36:00+08:00", 116.391, 39.905],
    ["London, sunrise at midsummer", "2026-06-21T04:43:00+01:00", -0.1276, 51.5072],
    ["London, sunset at midwinter", "2025-12-21T15:53:00+00:00", -0.1276, 51.5072],
    ["Sydney, sunset at midsummer", "2025-12-22T20:05:00+11:00", 151.2093, -33.8688],
  ])("%s", (_, instant, lng, lat) => {
    const at = Date.parse(instant);
    const degreesPerMinute = Math.abs(solarElevation(at + 60_000, [lng, lat]) - solarElevation(at, [lng, lat]));
    const minutesOff = Math.abs(solarElevation(at, [lng, lat]) - sunriseDegrees) / degreesPerMinute;
    expect(minutesOff).toBeLessThan(1.5);
  });
});

test("the sun never leaves the sky, and at noon of an equinox stands over the equator", () => {
  expect(solarElevation(Date.parse("2026-03-20T12:07:00Z"), [0, 0])).toBeGreaterThan(89.5);
  fc.assert(
    fc.property(
      fc.integer({ min: Date.UTC(1990, 0), max: Date.UTC(2090, 0) }),
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -90, max: 90, noNaN: true }),
      (at, lng, lat) => {
        const height = solarElevation(at, [lng, lat]);
        expect(height).toBeGreaterThanOrEqual(-90);
        // 23.44 degrees is as far as the sun goes from the equator.
        expect(height).toBeLessThanOrEqual(90 - Math.max(0, Math.abs(lat) - 23.45) + 0.01);
      },
    ),
  );
});
