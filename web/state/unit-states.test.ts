import { expect, test } from "vitest";
import { busyUnits, silentUnits, unitRows } from "./unit-states.ts";
import type { WallUnit } from "./wall-input.ts";

const at = Date.parse("2026-11-25T12:00:00Z");
const unit = (id: number, status: string, minutes: number | null) =>
  ({
    id,
    callSign: `U${id}`,
    status,
    lastFixAt: minutes === null ? null : new Date(at - minutes * 60_000).toISOString(),
  }) as WallUnit;
const units = [
  unit(1, "available", 1),
  unit(2, "available", 5),
  unit(3, "available", 8),
  unit(4, "available", 40),
  unit(5, "on_scene", null),
  unit(6, "assigned", 12),
  unit(7, "off_duty", 300),
];

test("units by state, with the middle age of those that are heard", () => {
  expect(unitRows(units, at)).toEqual([
    { status: "available", count: 4, medianSeconds: 300, silent: 1 },
    { status: "assigned", count: 1, medianSeconds: null, silent: 1 },
    { status: "on_scene", count: 1, medianSeconds: null, silent: 1 },
  ]);
});

test("silent ones are named, the latest to fall silent first, and none that is off duty", () => {
  expect(silentUnits(units, at)).toEqual([
    { id: 6, callSign: "U6", ageSeconds: 720 },
    { id: 4, callSign: "U4", ageSeconds: 2_400 },
    { id: 5, callSign: "U5", ageSeconds: null },
  ]);
});

test("those on calls are named, those on their way first", () => {
  const busy = busyUnits([...units, unit(9, "on_scene", 1), unit(8, "on_scene", 1)]);
  expect(busy.map(({ callSign, status }) => `${callSign} ${status}`)).toEqual([
    "U6 assigned",
    "U5 on_scene",
    "U8 on_scene",
    "U9 on_scene",
  ]);
});
