import fc from "fast-check";
import { expect, test } from "vitest";
import { type FeatureSink, LiveSource } from "./live-source.ts";

interface Point {
  readonly id: number;
  readonly value: number;
}

/** A source as the map has it: it takes a while, and refuses a second change meanwhile. */
function newSink() {
  const held = new Map<number, number>();
  const calls: string[] = [];
  let isBusy = false;
  let fails = false;
  const take = async (name: string, change: () => void) => {
    if (isBusy) throw new Error("two changes at a time");
    isBusy = true;
    calls.push(name);
    await Promise.resolve();
    isBusy = false;
    if (fails) throw new Error("worker gone");
    change();
  };
  const sink: FeatureSink<Point> = {
    setData: (features) =>
      take("set", () => {
        held.clear();
        for (const { id, value } of features) held.set(id, value);
      }),
    updateData: ({ remove, add }) =>
      take(`-${remove.length}+${add.length}`, () => {
        for (const id of remove) held.delete(id);
        for (const { id, value } of add) held.set(id, value);
      }),
  };
  return { sink, held, calls, fail: (does: boolean) => (fails = does) };
}

const points = (...pairs: [number, number][]) => pairs.map(([id, value]) => ({ id, value }));

test("only what differs is handed on, and nothing when nothing does", async () => {
  const { sink, held, calls } = newSink();
  const source = new LiveSource(() => sink);
  await source.show(points([1, 1], [2, 1]));
  await source.show(points([1, 1], [2, 1]));
  await source.show(points([2, 2], [3, 1]));
  expect(calls).toEqual(["set", "-1+2"]);
  expect([...held]).toEqual([
    [2, 2],
    [3, 1],
  ]);
});

test("what comes while a change is being taken is merged into one", async () => {
  const { sink, held, calls } = newSink();
  const source = new LiveSource(() => sink);
  await Promise.all([1, 2, 3, 4].map((value) => source.show(points([1, value]))));
  expect(calls.length).toBeLessThanOrEqual(2);
  expect(held.get(1)).toBe(4);
});

test("a map that has lost everything, or failed to take it, is given everything again", async () => {
  const { sink, held, calls, fail } = newSink();
  const source = new LiveSource(() => sink);
  await source.show(points([1, 1]));
  source.forget();
  await source.flush();
  expect(calls).toEqual(["set", "set"]);
  fail(true);
  await source.show(points([1, 2]));
  fail(false);
  await source.flush();
  expect(calls).toEqual(["set", "set", "-0+1", "set"]);
  expect(held.get(1)).toBe(2);
});

test("everything is handed on again now and then, lest the map's index grow with every difference", async () => {
  const { sink, held, calls } = newSink();
  const source = new LiveSource(() => sink);
  for (let value = 0; value <= 1_200; value++) await source.show(points([1, value], [2, 0]));
  const sets = calls.flatMap((name, at) => (name === "set" ? [at] : []));
  expect(sets).toEqual([0, 501, 1_002]);
  expect(calls.length).toBe(1_201);
  expect(new Map(held)).toEqual(
    new Map([
      [1, 1_200],
      [2, 0],
    ]),
  );
});

test("while there is no map nothing is lost", async () => {
  const { sink, held } = newSink();
  let isThere = false;
  const source = new LiveSource<Point>(() => (isThere ? sink : undefined));
  await source.show(points([1, 1]));
  isThere = true;
  await source.flush();
  expect(held.get(1)).toBe(1);
});

test("after any sequence of pictures, losses and failures the map holds the last picture", async () => {
  const picture = fc.uniqueArray(
    fc.record({ id: fc.integer({ min: 1, max: 6 }), value: fc.integer({ min: 0, max: 3 }) }),
    {
      selector: ({ id }) => id,
    },
  );
  const step = fc.oneof(picture, fc.constantFrom("forget" as const, "fail" as const));
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 30 }), picture, async (steps, last) => {
      const { sink, held, fail } = newSink();
      const source = new LiveSource(() => sink);
      for (const one of steps) {
        if (one === "forget") source.forget();
        else if (one === "fail") fail(true);
        else {
          void source.show(one);
          await Promise.resolve();
          fail(false);
        }
      }
      fail(false);
      await source.show(last);
      await source.flush();
      expect(new Map(held)).toEqual(new Map(last.map(({ id, value }) => [id, value])));
    }),
  );
});
