import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("../../../shared/data", import.meta.url));

/** Path of a file of the open test data that lies beside a checkout, or undefined where it is absent. */
export function sharedData(relativePath: string): string | undefined {
  const path = join(root, relativePath);
  return existsSync(path) ? path : undefined;
}

/** The files of a .tar.gz whose names end so, in order of name. */
export function filesOfArchive(archive: string, ending: string): { name: string; bytes: Uint8Array }[] {
  const list = execFileSync("tar", ["tzf", archive], { encoding: "utf8" }).split("\n");
  return list
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({ name, bytes: execFileSync("tar", ["xzOf", archive, name], { maxBuffer: 1 << 28 }) }));
}

/** A JSON file, parsed. */
export function readJson(path: string): unknown {
  return JSON.parse(readFileSync(path, "utf8"));
}
