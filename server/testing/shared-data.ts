import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../shared/data", import.meta.url));

/**
 * Path of a file of the open test data that lies beside a checkout, or undefined where it is absent. Pair it with
 * `describe.skipIf(path === undefined)`, so that the report shows what was not run.
 */
export function sharedData(relativePath: string): string | undefined {
  const path = join(root, relativePath);
  return existsSync(path) ? path : undefined;
}
