import { expect, test } from "vitest";
import { keepAddress, keptAddress } from "./wall-address.ts";

function newStorage() {
  const values = new Map<string, string>();
  return {
    getItem: (key: string) => values.get(key) ?? null,
    setItem: (key: string, value: string) => void values.set(key, value),
  };
}

test("measures are kept on the machine, and the address has the last word", () => {
  const store = newStorage();
  expect(keptAddress(store, "?lang=en")).toBe("lang=en");
  keepAddress(store, "?lang=en&width=3.2&distance=7&theme=night");
  expect(keptAddress(store, "")).toBe("width=3.2&distance=7");
  expect(new URLSearchParams(keptAddress(store, "?width=2")).get("width")).toBe("2");
  expect(new URLSearchParams(keptAddress(store, "?width=2")).get("distance")).toBe("7");
});
