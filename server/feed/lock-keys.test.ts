import { expect, test } from "vitest";
import { listSources, readSource } from "../testing/source-files.ts";

test("no two parts of the server lock on one number: they would wait for each other", () => {
  const keys = listSources(/^(server|scripts)\/.*\.ts$/)
    .filter((path) => !path.endsWith(".test.ts"))
    .flatMap((path) =>
      [...readSource(path).matchAll(/^const \w*[kK]ey = ([\d_]+);$/gm)].map(([, key]) => ({ path, key })),
    );
  expect(keys.length).toBeGreaterThanOrEqual(3);
  expect(new Set(keys.map(({ key }) => key)).size, JSON.stringify(keys)).toBe(keys.length);
});
