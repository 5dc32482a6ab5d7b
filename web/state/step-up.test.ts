import { expect, test } from "vitest";
import { newStepUp, StepUpLeft } from "./step-up.ts";

const needed = new Error("password first");

/** A server that wants the password once, and something that it does after it. */
function setUp() {
  let isProved = false;
  let count = 0;
  const stepUp = newStepUp(
    async (password) => {
      if (password !== "right") throw new Error("another password");
      isProved = true;
    },
    (error) => error === needed,
  );
  const work = async () => {
    if (!isProved) throw needed;
    count++;
    return count;
  };
  return { stepUp, work, isAsking: () => stepUp.store.getState().isAsking };
}
const turn = () => new Promise((resolve) => setImmediate(resolve));

test("asks when the server does, and does it once after the right password", async () => {
  const { stepUp, work, isAsking } = setUp();
  const done = stepUp.run(work);
  await turn();
  expect(isAsking()).toBe(true);
  await expect(stepUp.prove("wrong")).rejects.toThrow("another password");
  expect(isAsking()).toBe(true);
  await stepUp.prove("right");
  expect([await done, isAsking()]).toEqual([1, false]);
  expect(await stepUp.run(work)).toBe(2);
});

test("two at once are let go by one password", async () => {
  const { stepUp, work } = setUp();
  const both = Promise.all([stepUp.run(work), stepUp.run(work)]);
  await turn();
  await stepUp.prove("right");
  expect(await both).toEqual([1, 2]);
});

test("does nothing when no password is given, and asks again the next time", async () => {
  const { stepUp, work, isAsking } = setUp();
  const first = stepUp.run(work);
  await turn();
  stepUp.leave();
  await expect(first).rejects.toThrow(StepUpLeft);
  const second = stepUp.run(work);
  await turn();
  expect(isAsking()).toBe(true);
  await stepUp.prove("right");
  expect(await second).toBe(1);
});

test("what fails for another reason fails without a question", async () => {
  const { stepUp, isAsking } = setUp();
  await expect(stepUp.run(() => Promise.reject(new Error("away")))).rejects.toThrow("away");
  expect(isAsking()).toBe(false);
});

test("after a proof that was given elsewhere it goes on, and without one it asks again", async () => {
  let isProved = false;
  const stepUp = newStepUp(
    () => Promise.reject(new Error("there is no password")),
    (error) => error === needed,
  );
  const done = stepUp.run(async () => {
    if (!isProved) throw needed;
    return "done";
  });
  await turn();
  stepUp.goOn();
  await turn();
  expect(stepUp.store.getState().isAsking).toBe(true);
  isProved = true;
  stepUp.goOn();
  expect([await done, stepUp.store.getState().isAsking]).toEqual(["done", false]);
});
