import { expect, test } from "vitest";
import { readDemoAccounts } from "../credentials.ts";
import { accountsPath } from "./accounts-file.ts";

test("a demonstration that keeps nothing keeps no passwords, nor a folder for them", async () => {
  expect(accountsPath("memory")).toBeUndefined();
  expect(await readDemoAccounts("memory")).toEqual([]);
  expect(accountsPath("/tmp/one-map")).toBe("/tmp/one-map/demo-accounts.json");
});
