import { expect, test } from "vitest";
import { type Turn, turned } from "./rotation.ts";

const run = (seconds: number, isPaused: (second: number) => boolean = () => false, dwellMs = 30_000) => {
  const views: string[] = [];
  let turn: Turn = { view: "incidents", remainingMs: null };
  for (let s = 0; s <= seconds; s++) {
    turn = turned(turn, 1_000, dwellMs, isPaused(s));
    if (views.at(-1) !== turn.view) views.push(turn.view);
  }
  return { views, turn };
};

test("the views take turns, and incidents stay twice as long", () => {
  expect(run(59).views).toEqual(["incidents"]);
  expect(run(60).views).toEqual(["incidents", "units"]);
  expect(run(150).views).toEqual(["incidents", "units", "density", "coverage", "incidents"]);
});

test("while it is paused nothing turns, and what was left is left", () => {
  expect(run(600, (s) => s > 10).views).toEqual(["incidents"]);
  expect(run(600, (s) => s > 10).turn.remainingMs).toBe(50_000);
});

test("without a dwell the view stands", () => {
  expect(run(600, undefined, 0)).toEqual({ views: ["incidents"], turn: { view: "incidents", remainingMs: null } });
  expect(turned({ view: "units", remainingMs: 5_000 }, 1_000, 0, false)).toEqual({ view: "units", remainingMs: null });
});
