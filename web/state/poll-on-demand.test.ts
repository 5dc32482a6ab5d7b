import { expect, test } from "vitest";
import { pollOnDemand } from "./poll-on-demand.ts";

test("asks nothing until it is begun, and once however often that is", async () => {
  let asked = 0;
  const read = async () => ++asked;
  const lazy = pollOnDemand(read, 3_600_000);
  await lazy.readNow();
  expect([asked, lazy.store.getState().data]).toEqual([0, null]);
  lazy.begin();
  lazy.begin();
  await expect.poll(() => lazy.store.getState().data).toBe(1);
  await lazy.readNow();
  expect([asked, lazy.store.getState().data]).toEqual([2, 2]);
});
