import { expect, test } from "vitest";
import { defaultWallSettings, parseWallSettings } from "./wall-settings.ts";

test("an address without settings, or with nonsense, has the defaults", () => {
  expect(parseWallSettings("")).toEqual(defaultWallSettings);
  expect(
    parseWallSettings("?theme=pink&view=x&rotate=-1&alarm=9&care=25:00&shifts=8,20&brightness=10,20,500&diag=yes"),
  ).toEqual(defaultWallSettings);
});

test("every setting can be said in the address", () => {
  expect(
    parseWallSettings(
      "?theme=night&view=coverage&rotate=0&alarm=2&sound=off&care=off&shifts=19:30,07:30&brightness=90,80,60&remote=off&diag=1",
    ),
  ).toEqual({
    theme: "night",
    view: "coverage",
    rotateSeconds: 0,
    alarmPriority: 2,
    hasSound: false,
    careAt: null,
    shiftsAt: [450, 1_170],
    brightness: [90, 80, 60],
    hasRemote: false,
    hasDiagnostics: true,
  });
});
