import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { buildOpenApi } from "@one-map/server/openapi";
import { expect, test } from "vitest";
import { root } from "../run.ts";
import { accessDocument } from "./access-document.ts";
import { inventedCityPage } from "./invented-city-page.ts";
import { problemsDocument } from "./problems-document.ts";
import { generateWebTypes, serializeOpenApi } from "./web-types.ts";

test("server/openapi.json is what the routes say; run `pnpm gen` when this fails", async () => {
  const committed = await readFile(join(root, "server/openapi.json"), "utf8");
  expect(committed).toBe(serializeOpenApi(await buildOpenApi()));
});

test("web/api/schema.gen.ts is what openapi.json says; run `pnpm gen` when this fails", async () => {
  const document = JSON.parse(await readFile(join(root, "server/openapi.json"), "utf8")) as object;
  const committed = await readFile(join(root, "web/api/schema.gen.ts"), "utf8");
  expect(committed).toBe(await generateWebTypes(document));
});

test("docs/invented-city.md is what the seed does; run `pnpm gen` when this fails", async () => {
  expect(await readFile(join(root, "docs/invented-city.md"), "utf8")).toBe(inventedCityPage());
});

test("docs/access.md is what the table of access says; run `pnpm gen` when this fails", async () => {
  expect(await readFile(join(root, "docs/access.md"), "utf8")).toBe(accessDocument());
});

test("docs/problems.md is what the registry of problems says; run `pnpm gen` when this fails", async () => {
  expect(await readFile(join(root, "docs/problems.md"), "utf8")).toBe(problemsDocument());
});
