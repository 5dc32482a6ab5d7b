import { roleDefinitions, roles } from "@one-map/server/access/roles";
import { expect, test } from "vitest";
import { ApiError } from "../api/errors.ts";
import { type Me, newMe, scopeOf } from "./me.ts";

const officer: Me = {
  login: "b-000101",
  role: "officer",
  signsInBy: "password",
  scope: { isCity: false, communityIds: [3, 4] },
  duties: [],
  pages: ["plan"],
  sessionId: "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
};

/** Answers in turn. */
function answering(...answers: (Me | Error | null)[]) {
  return () => {
    const answer = answers.shift();
    return answer instanceof Error || answer === undefined ? Promise.reject(answer) : Promise.resolve(answer);
  };
}

test("nobody is an answer; no answer leaves what was known", async () => {
  const store = newMe(answering(officer, new ApiError(0, undefined), new ApiError(503, {}), null), 3_600_000);
  expect(store.getState()).toEqual({ me: null, isKnown: false, isReachable: true });
  await expect.poll(() => store.getState().me).toBe(officer);
  await store.readNow();
  await store.readNow();
  expect(store.getState()).toEqual({ me: officer, isKnown: true, isReachable: false });
  await store.readNow();
  expect(store.getState()).toEqual({ me: null, isKnown: true, isReachable: true });
});

test("where nobody answers it asks again", async () => {
  const store = newMe(answering(new ApiError(0, undefined), new ApiError(0, undefined), officer), 5);
  await expect.poll(() => store.getState()).toEqual({ me: officer, isKnown: true, isReachable: true });
});

test("what else a page asks for waits until somebody is signed in, or it cannot be known; for nobody it is never asked", async () => {
  const isReady = async (...answers: (Me | Error | null)[]) => {
    const store = newMe(answering(...answers), 3_600_000);
    let isIt = false;
    void store.ready.then(() => {
      isIt = true;
    });
    await expect.poll(() => store.getState().isKnown || !store.getState().isReachable).toBe(true);
    await Promise.resolve();
    return isIt;
  };
  expect(await isReady(officer)).toBe(true);
  expect(await isReady(new ApiError(503, {}))).toBe(true);
  expect(await isReady(null)).toBe(false);
});

test("a scope is the city, communities, none today, or never any", () => {
  expect(scopeOf(officer)).toBe("communities");
  expect(scopeOf({ ...officer, scope: { isCity: false, communityIds: [] } })).toBe("none");
  expect(scopeOf({ ...officer, role: "command", scope: { isCity: true, communityIds: [] } })).toBe("city");
  // By what the server gives a role, whatever is added to it.
  for (const role of roles.flatMap((one) => (one === "anyone" ? [] : [one]))) {
    const isNever = roleDefinitions[role].extent === "nothing";
    expect(scopeOf({ ...officer, role, scope: { isCity: false, communityIds: [] } })).toBe(
      isNever ? "nothing" : "none",
    );
  }
});
