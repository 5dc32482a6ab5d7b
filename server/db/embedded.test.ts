import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { startEmbedded } from "./embedded.ts";

const folder = mkdtempSync(join(tmpdir(), "one-map-embedded-"));
const marker = join(folder, "embedded.json");
afterAll(() => rmSync(folder, { recursive: true }));

/** As another process, which lives, would leave it. */
const mark = (url?: string) => writeFileSync(marker, JSON.stringify({ pid: process.ppid, ...(url && { url }) }));

test("a database that another process runs is joined; one that it stops is not, until there is another", async () => {
  mark("postgres://one");
  expect((await startEmbedded(folder)).url).toBe("postgres://one");
  mark();
  let joined: string | undefined;
  const joining = startEmbedded(folder).then(({ url }) => (joined = url));
  // Longer than one look at the mark takes.
  for (let look = 0; look < 50; look++) await readFile(marker);
  expect(joined).toBeUndefined();
  mark("postgres://two");
  expect(await joining).toBe("postgres://two");
});
