import { afterAll, expect, test } from "vitest";
import { roleDefinitions } from "../access/roles.ts";
import { exportLayerNames, formats } from "../exports/layers.ts";
import { canaries, leaksIn, writeCanaries } from "../testing/authz/canaries.ts";
import { matrixPrincipals } from "../testing/authz/principals.ts";
import { scopedApp } from "../testing/scoped-app.ts";

/** Files of every layer in every format, by everybody: what is in them is of the scope, and a link is for whom it was made. */

const { ask, database, close } = await scopedApp(matrixPrincipals, { requireProof: async () => {} });
afterAll(close);
await writeCanaries(database.pool);

const seen = new Set<string>();

test.each(Object.keys(matrixPrincipals))("%s takes out nothing of others", async (name) => {
  const principal = matrixPrincipals[name] as (typeof matrixPrincipals)[string];
  const mayExport = roleDefinitions[principal.role].duties.includes("export");
  const found: string[] = [];
  for (const layer of exportLayerNames) {
    // So many an hour: the formats take turns.
    const format = formats[exportLayerNames.indexOf(layer) % formats.length];
    const body = { layer, format, item: "report", reason: "a file for the matrix" };
    const made = await ask(name, "POST", "/api/exports", { body });
    expect([layer, made.statusCode === 201]).toEqual([layer, mayExport]);
    if (!mayExport) continue;
    const { href } = made.json();
    for (const other of ["officer (own)", "admin (city)"])
      if (other !== name) expect((await ask(other, "GET", href)).statusCode).toBeGreaterThanOrEqual(400);
    const file = await ask(name, "GET", href);
    expect([layer, file.statusCode]).toEqual([layer, 200]);
    const text = `${file.rawPayload.toString("latin1")} ${file.body} ${JSON.stringify(file.headers)}`;
    for (const { word } of canaries) if (text.includes(word)) seen.add(word);
    found.push(...leaksIn(text, principal).map((word) => `${layer} ${format}: ${word}`));
  }
  expect(found).toEqual([]);
});

test("and files hold what they may", () => {
  expect([...seen].length).toBeGreaterThan(5);
});
