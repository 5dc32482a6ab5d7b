/** `pnpm sbom [FILE]`: what runs in production, as CycloneDX 1.6, to a file or to the standard output. Asks no network. */
import { readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { root } from "./run.ts";
import { readInstalled } from "./supply/installed.ts";
import { parseLockfile } from "./supply/lockfile.ts";
import { makeSbom } from "./supply/sbom.ts";

const lockfile = readFileSync(join(root, "pnpm-lock.yaml"), "utf8");
const product = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
const text = `${JSON.stringify(makeSbom(lockfile, parseLockfile(lockfile), readInstalled(), product), null, 2)}\n`;
const [file] = process.argv.slice(2);
if (file === undefined) process.stdout.write(text);
else writeFileSync(resolve(process.env.INIT_CWD ?? ".", file), text);
