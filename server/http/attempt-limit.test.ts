import { expect, test } from "vitest";
import { AttemptLimit } from "./attempt-limit.ts";

test("so many attempts each, so many together, and then a wait until the window ends", () => {
  let now = 0;
  const limit = new AttemptLimit({ mostEach: 2, mostTogether: 3, windowMs: 60_000, now: () => now });
  expect([limit.take("a"), limit.take("a"), limit.take("a")]).toEqual([0, 0, 60]);
  now = 45_000;
  // Attempts that were refused do not count.
  expect([limit.take("b"), limit.take("c"), limit.take("c")]).toEqual([0, 15, 15]);
  now = 60_000;
  expect([limit.take("a"), limit.take("c")]).toEqual([0, 0]);
});

test("whoever succeeds has not guessed, and may go on", () => {
  const limit = new AttemptLimit({ mostEach: 2, mostTogether: 2, windowMs: 60_000, now: () => 0 });
  for (let i = 0; i < 5; i++) {
    expect(limit.take("a")).toBe(0);
    limit.giveBack("a");
  }
  limit.giveBack("a");
  limit.giveBack("b");
  expect([limit.take("a"), limit.take("a"), limit.take("a"), limit.take("b")]).toEqual([0, 0, 60, 60]);
});
