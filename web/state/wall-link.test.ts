import { expect, test } from "vitest";
import { type LinkApi, type LinkedState, newLink } from "./wall-link.ts";

function newServer() {
  const known = new Map<string, LinkedState<string>>();
  let screens = 0;
  let codes = 0;
  let isAway = false;
  const find = (token: string) => {
    if (isAway) throw new Error("away");
    const state = known.get(token);
    if (state === undefined) throw new Error("stranger");
    return state;
  };
  const api: LinkApi<string> = {
    newScreen: async () => {
      if (isAway) throw new Error("away");
      const token = `screen-${++screens}`;
      known.set(token, { version: 1, control: "none", acknowledged: [], remotes: 0, isLetIn: false });
      return { token };
    },
    getScreen: async (token) => find(token),
    newPairingCode: async (token) => {
      find(token);
      return {
        code: String(++codes).padStart(6, "0"),
        opens: "remote",
        expiresAt: new Date(Date.now() + 120_000).toISOString(),
      };
    },
    isStranger: (error) => (error as Error).message === "stranger",
  };
  return {
    api,
    known,
    setAway: (value: boolean) => {
      isAway = value;
    },
    count: () => ({ screens, codes }),
  };
}

function newStorage() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
    removeItem: (key: string) => void values.delete(key),
  };
}

test("a screen is switched on once, and keeps its secret over a reload", async () => {
  const { api, count } = newServer();
  const storage = newStorage();
  await newLink(api, storage, () => 0).ask();
  const again = newLink(api, storage, () => 0);
  await again.ask();
  expect(count().screens).toBe(1);
  expect(again.store.getState()).toMatchObject({ state: { version: 1 }, takenAt: 0, isReachable: true });
});

test("a secret that the server does not know any more is replaced", async () => {
  const { api, known, count } = newServer();
  const storage = newStorage();
  const link = newLink(api, storage, () => 0);
  await link.ask();
  known.clear();
  await link.ask();
  expect(count().screens).toBe(2);
  expect(link.store.getState().isReachable).toBe(true);
});

test("while the server is away what was told is kept, and the age of it is known", async () => {
  const { api, setAway } = newServer();
  let now = 1_000;
  const link = newLink(api, newStorage(), () => now);
  await link.ask();
  setAway(true);
  now = 9_000;
  await link.ask();
  expect(link.store.getState()).toMatchObject({ state: { version: 1 }, takenAt: 1_000, isReachable: false });
});

test("what has not changed is not told again; a new version and another remote are", async () => {
  const { api, known } = newServer();
  const link = newLink(api, newStorage(), () => 0);
  await link.ask();
  const first = link.store.getState().state;
  const [token] = [...known.keys()] as [string];
  known.set(token, { version: 1, control: "none", acknowledged: [], remotes: 0, isLetIn: false });
  await link.ask();
  expect(link.store.getState().state).toBe(first);
  known.set(token, { version: 2, control: "night", acknowledged: [7], remotes: 0, isLetIn: false });
  await link.ask();
  expect(link.store.getState().state).toMatchObject({ control: "night", acknowledged: [7] });
  known.set(token, { version: 2, control: "night", acknowledged: [7], remotes: 1, isLetIn: false });
  await link.ask();
  expect(link.store.getState().state?.remotes).toBe(1);
});

test("a code is shown, renewed before it ends, and taken away", async () => {
  const { api, count } = newServer();
  let now = 0;
  const link = newLink(api, newStorage(), () => now);
  await link.showCode(true);
  expect(link.pairing.getState().code).toBe("000001");
  now = 99_000;
  await link.ask();
  expect(link.pairing.getState().code).toBe("000001");
  now = 101_000;
  await link.ask();
  expect(link.pairing.getState().code).toBe("000002");
  await link.showCode(false);
  expect(link.pairing.getState().code).toBeNull();
  now = 500_000;
  await link.ask();
  expect(count().codes).toBe(2);
});
