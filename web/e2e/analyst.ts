import type { Page } from "playwright-core";
import { expect } from "vitest";
import type { Schemas } from "../api/client.ts";
import { analyseMessages } from "../i18n/analyse.ts";
import { api } from "./driver.ts";

export const m = analyseMessages.en;
export const modes = ["points", "heat", "communities", "coverage"] as const;
export const grouped = (value: number) => value.toLocaleString("en-GB");
export const counts = (query = "") =>
  api<Schemas["Counts"]>(`/api/analysis/incidents/counts?by=category,community${query}`);
export const eventually = <T>(read: () => T) => expect.poll(read, { timeout: 15_000 });

/** What tests look at on the analyst's page, in English. */
export function analystOf(page: () => Page) {
  return {
    total: async () => (await page().getByTestId("total").allTextContents())[0],
    address: () => new URL(page().url()).searchParams,
    toggle: (name: string) => page().locator(".rail").getByRole("button", { name, exact: true }),
    /** A row of the table of communities, or of gaps. */
    rows: () => page().locator(".rows tbody tr"),
  };
}
