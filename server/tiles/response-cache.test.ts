import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { type HeldBody, ResponseCache } from "./response-cache.ts";

/** As the responder asks: what is held, or made. */
async function get(
  cache: ResponseCache,
  key: string,
  make: () => Promise<Buffer>,
  condense?: (body: Buffer) => Promise<Buffer>,
): Promise<HeldBody> {
  return cache.find(key, condense) ?? cache.make(key, make);
}

const bytes = (length: number) => Buffer.alloc(length, 1);

test("a body is made once however many ask for it at the same time", async () => {
  const cache = new ResponseCache(1_000_000);
  let made = 0;
  let finish = (_body: Buffer): void => {};
  const make = () => {
    made++;
    return new Promise<Buffer>((resolve) => {
      finish = resolve;
    });
  };
  const asked = Array.from({ length: 50 }, () => get(cache, "a", make));
  finish(bytes(10));
  const bodies = await Promise.all(asked);
  expect([made, new Set(bodies.map(({ body }) => body)).size]).toEqual([1, 1]);
  expect((await get(cache, "a", make)).body).toBe(bodies[0]?.body);
  expect([made, cache.counts]).toEqual([1, { hits: 50, misses: 1, condensed: 0, dropped: 0 }]);
});

test("a failure reaches everybody who waited and is not kept", async () => {
  const cache = new ResponseCache(1_000_000);
  const failing = () => Promise.reject(new Error("no"));
  const asked = [get(cache, "a", failing), get(cache, "a", failing)];
  for (const one of asked) await expect(one).rejects.toThrow("no");
  expect((await get(cache, "a", async () => bytes(3))).body).toHaveLength(3);
});

test("bytes stay below the bound, and what was used last stays", async () => {
  const cache = new ResponseCache(20_000);
  for (let i = 0; i < 100; i++) {
    await get(cache, "kept", async () => bytes(1000));
    await get(cache, `key ${i}`, async () => bytes(1000));
    expect(cache.bytes).toBeLessThanOrEqual(20_000);
  }
  let wasMade = false;
  await get(cache, "kept", async () => {
    wasMade = true;
    return bytes(1000);
  });
  expect(wasMade).toBe(false);
  expect(cache.size).toBeLessThan(20);
});

test("a body too large for its share is served and not kept", async () => {
  const cache = new ResponseCache(8_000);
  expect((await get(cache, "large", async () => bytes(2000))).body).toHaveLength(2000);
  expect([cache.size, cache.bytes]).toEqual([0, 0]);
});

test("a body that survives is made denser once, while the first form is served", async () => {
  const cache = new ResponseCache(1_000_000);
  let condensed = 0;
  const condense = async () => {
    condensed++;
    return bytes(50);
  };
  const ask = () => get(cache, "a", async () => bytes(100), condense);
  for (let i = 0; i < 5; i++) expect(await ask()).toMatchObject({ isDense: false });
  await nextTurn();
  expect(await ask()).toMatchObject({ isDense: true });
  for (let i = 0; i < 10; i++) expect((await ask()).body).toHaveLength(50);
  expect(condensed).toBe(1);
});

test("a denser form that is no smaller, or cannot be made, changes nothing", async () => {
  for (const condense of [async () => bytes(100), () => Promise.reject(new Error("no"))]) {
    const cache = new ResponseCache(1_000_000);
    for (let i = 0; i < 10; i++) {
      const { body, isDense } = await get(cache, "a", async () => bytes(100), condense);
      expect([body.length, isDense]).toEqual([100, false]);
    }
  }
});
