import { expect, test } from "vitest";
import { compare } from "./compare.ts";

/** Two kinds of work on a machine that gets slower with every turn, and what they were called in. */
function onASlowingMachine(work: number, reference: number, slower: (turn: number) => number) {
  const order: string[] = [];
  const turn = (name: string, cost: number) => () => {
    order.push(name);
    return cost * slower(order.length);
  };
  return { order, work: turn("A", work), reference: turn("B", reference) };
}

test("work and reference take turns in squares, each as often first as last", async () => {
  const { order, work, reference } = onASlowingMachine(1, 1, () => 1);
  await compare(work, reference, { squares: 2, warmUp: 0 });
  expect(order.join("")).toBe("ABBABAAB");
});

test("what drifts meets both alike: the ratio is that of the work", async () => {
  const { work, reference } = onASlowingMachine(3, 2, (turn) => 10 + turn);
  const { ratio } = await compare(work, reference, { squares: 6 });
  expect(ratio.middle).toBeCloseTo(1.5, 12);
  expect(ratio.to - ratio.from).toBeCloseTo(0, 12);
});

test("a turn that something else disturbed moves neither the middle nor the quartiles", async () => {
  const { work, reference } = onASlowingMachine(3, 2, (turn) => (turn === 18 ? 100 : 1));
  const { ratio, value, difference } = await compare(work, reference, { squares: 9 });
  expect([ratio.from, ratio.middle, ratio.to, value, difference.middle]).toEqual([1.5, 1.5, 1.5, 3, 1]);
});
