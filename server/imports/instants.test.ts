import { describe, expect, test } from "vitest";
import { InstantError, InstantReader, readDay } from "./instants.ts";

const iso = (zone: string | undefined, value: unknown) =>
  new Date(new InstantReader(zone).instant(value) * 1000).toISOString();

describe("a time of a file", () => {
  test.each([
    ["2014-01-06 00:01:00", "America/Los_Angeles", "2014-01-06T08:01:00.000Z"],
    ["2014-07-06 00:01", "America/Los_Angeles", "2014-07-06T07:01:00.000Z"],
    ["2026-11-24T09:30:00+08:00", undefined, "2026-11-24T01:30:00.000Z"],
    ["2026-11-24T09:30:00.250Z", undefined, "2026-11-24T09:30:00.250Z"],
    ["2026-11-24 09:30:00 -0330", undefined, "2026-11-24T13:00:00.000Z"],
    ["2026/1/2 8:05", "Asia/Shanghai", "2026-01-02T00:05:00.000Z"],
    ["2026年1月2日 8:05:09", "Asia/Shanghai", "2026-01-02T00:05:09.000Z"],
    ["2026年1月2日8时5分", "Asia/Shanghai", "2026-01-02T00:05:00.000Z"],
    ["20260102080509", "Asia/Shanghai", "2026-01-02T00:05:09.000Z"],
    ["2026-01-02", "Asia/Shanghai", "2026-01-01T16:00:00.000Z"],
    [new Date("2026-01-02T08:05:09Z"), "Asia/Shanghai", "2026-01-02T00:05:09.000Z"],
    [new Date("2026-03-01T09:29:59.999Z"), "Asia/Shanghai", "2026-03-01T01:30:00.000Z"],
    // The clocks of Shanghai stood an hour ahead in the summers of 1986 to 1991.
    ["1988-07-01 12:00:00", "Asia/Shanghai", "1988-07-01T03:00:00.000Z"],
    // The hour that New York had twice: the first one.
    ["2014-11-02 01:30:00", "America/New_York", "2014-11-02T05:30:00.000Z"],
  ])("%s in %s is %s", (value, zone, expected) => {
    expect(iso(zone, value)).toBe(expected);
  });

  test.each([
    ["infinity"],
    ["now"],
    ["epoch"],
    ["294277-01-01"],
    ["2026-02-30"],
    ["2026-13-01"],
    ["2026-00-10"],
    ["2026-01-01 24:00:00"],
    ["2026-01-01 10:60"],
    ["1899-12-31"],
    ["2200-01-01"],
    ["01/02/2026"],
    ["1.2.2026"],
    ["2026-01-01T10:00:00+99:00"],
    [""],
    [45_000],
    [new Date(Number.NaN)],
    ["2026-01-01 10:00:00 PST"],
  ])("%s is refused", (value) => {
    expect(() => iso("Asia/Shanghai", value)).toThrow(InstantError);
  });

  test("that its zone skipped counts on from before the jump, and is counted", () => {
    const reader = new InstantReader("America/New_York");
    expect(new Date(reader.instant("2014-03-09 02:30:00") * 1000).toISOString()).toBe("2014-03-09T07:30:00.000Z");
    expect(reader.instant("2014-03-09 03:30:00")).toBe(reader.instant("2014-03-09 02:30:00"));
    expect(reader.skipped).toBe(2);
  });

  test("without an offset and without a zone is refused", () => {
    expect(() => iso(undefined, "2014-03-09 02:30:00")).toThrow("name the zone");
  });

  test("a day alone is a span of one local day, 23 hours where the clocks go forward", () => {
    const reader = new InstantReader("America/New_York");
    const { from, to } = reader.span("2014-03-09");
    expect([(to as number) - from, reader.usedZone]).toEqual([23 * 3600, true]);
    expect(reader.span("2014-03-09 01:00").to).toBeUndefined();
  });

  test("a day needs no zone", () => {
    expect([readDay("2026/3/9"), readDay(new Date("2026-03-09T00:00:00Z"))]).toEqual(["2026-03-09", "2026-03-09"]);
    expect(() => readDay("2026-02-29")).toThrow(InstantError);
  });

  test("an unknown zone is refused at once", () => {
    expect(() => new InstantReader("Mars/Olympus")).toThrow(RangeError);
  });
});
