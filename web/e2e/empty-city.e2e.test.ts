import { keepCookie } from "@one-map/server/testing/cookie-jar";
import { signedIn } from "@one-map/server/testing/signed-in";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { analyseMessages } from "../i18n/analyse.ts";
import { planMessages } from "../i18n/plan.ts";
import { accessibilityFaults, closeBrowser, open, type Screen } from "./driver.ts";
import { type OwnServer, startOwnServer } from "./own-server.ts";

/** A server on a database that has been migrated and nothing else: what one sees before the first import. */
let server: OwnServer;
let screen: Screen;
beforeAll(async () => {
  server = await startOwnServer();
  keepCookie(server.url, (await signedIn(server.database.db, "command")).cookie);
});
afterEach(() => screen.close());
afterAll(async () => {
  await closeBrowser();
  await server.close();
});

test("the officer's page says that there is no community", async () => {
  screen = await open("/plan.html?lang=en", "phone", undefined, server.url);
  await screen.page.getByText(planMessages.en.noCommunities).waitFor();
  expect(await accessibilityFaults(screen.page)).toEqual([]);
  expect(screen.problems).toEqual([]);
});

test.each(["points", "heat", "communities", "coverage"] as const)(
  "the analyst's page says in %s that there is nothing to count",
  async (mode) => {
    screen = await open(`/analyse.html?lang=en&mode=${mode}`, "desk", undefined, server.url);
    const text = mode === "coverage" ? analyseMessages.en.noPlaces : analyseMessages.en.noIncidents;
    await screen.page.getByText(text).waitFor();
    expect(await screen.page.getByRole("alert").count()).toBe(0);
    expect(await accessibilityFaults(screen.page)).toEqual([]);
    expect(screen.problems).toEqual([]);
  },
);
