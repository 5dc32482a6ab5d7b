import { shortestPassword as ofServer } from "@one-map/server/auth/passwords";
import { expect, test } from "vitest";
import { shortestPassword } from "./password.ts";

test("the shortest password of the pages is that of the server", () => {
  expect(shortestPassword).toBe(ofServer);
});
