import { expect, test } from "vitest";
import { emergencyOf, isEmergencyOver, leftUntil, stageOf } from "./emergency.ts";

const at = Date.parse("2026-05-01T12:00:00Z");
const asked = { askedAt: "2026-05-01T11:30:00Z", decidedBy: null, isAllowed: null, isOpen: false };

test("one waits for an hour, is refused or open, and then over", () => {
  expect(stageOf(asked, at)).toBe("waiting");
  expect(stageOf(asked, at + 31 * 60_000)).toBe("lapsed");
  expect(stageOf({ ...asked, decidedBy: "s-1", isAllowed: false }, at)).toBe("refused");
  expect(stageOf({ ...asked, decidedBy: "s-1", isAllowed: true, isOpen: true }, at)).toBe("open");
  expect(stageOf({ ...asked, decidedBy: "s-1", isAllowed: true }, at)).toBe("over");
});

test.each([
  [-700, "15:00"],
  [0, "15:00"],
  [1, "15:00"],
  [1_000, "14:59"],
  [895_500, "0:05"],
  [900_000, "0:00"],
  [990_000, "0:00"],
])("after %i ms of a quarter of an hour %s are left", (passed, text) => {
  expect(leftUntil("2026-05-01T12:15:00Z", at + passed)).toBe(text);
});

test("it is over by the server's word, and by the clock where the server is away", () => {
  const found = { isOpen: true, endsAt: "2026-05-01T12:15:00Z" };
  const late = at + 15 * 60_000;
  expect(isEmergencyOver({ found: undefined, isKnown: false, isReachable: false }, late)).toBe(false);
  expect(isEmergencyOver({ found: undefined, isKnown: true, isReachable: true }, at)).toBe(true);
  expect(isEmergencyOver({ found: { ...found, isOpen: false }, isKnown: true, isReachable: true }, at)).toBe(true);
  expect(isEmergencyOver({ found, isKnown: true, isReachable: true }, late), "the device is ahead").toBe(false);
  expect(isEmergencyOver({ found, isKnown: true, isReachable: false }, late - 1)).toBe(false);
  expect(isEmergencyOver({ found, isKnown: true, isReachable: false }, late)).toBe(true);
});

test.each([
  ["?emergency=12&lang=en", 12],
  ["?lang=en", null],
  ["?emergency=0", null],
  ["?emergency=1e3", null],
])("the address %s names %s", (search, id) => {
  expect(emergencyOf(search)).toBe(id);
});
