import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { root } from "../run.ts";

/** What a package says of itself, as it lies in `node_modules`. */
export interface InstalledPackage {
  readonly name: string;
  readonly version: string;
  /** As SPDX writes it; undefined where it names none. */
  readonly licence: string | undefined;
  /** True when installing it would run a program of its own. */
  readonly hasInstallScript: boolean;
}

interface Manifest {
  readonly name?: string;
  readonly version?: string;
  readonly license?: string | { readonly type?: string };
  readonly licenses?: readonly { readonly type?: string }[];
  readonly scripts?: Readonly<Record<string, string>>;
}

const installSteps = ["preinstall", "install", "postinstall"];

const store = join(root, "node_modules", ".pnpm");

/** Every package that is installed, by `name@version`: also what only builds and tests. */
export function readInstalled(): Map<string, InstalledPackage> {
  const found = new Map<string, InstalledPackage>();
  for (const folder of readdirSync(store).flatMap((entry) => packageFolders(join(store, entry, "node_modules")))) {
    const manifest = JSON.parse(readFileSync(join(folder, "package.json"), "utf8")) as Manifest;
    const { name = "", version = "", scripts = {} } = manifest;
    const hasInstallScript = installSteps.some((step) => step in scripts) || existsSync(join(folder, "binding.gyp"));
    found.set(`${name}@${version}`, { name, version, licence: licenceOf(manifest), hasInstallScript });
  }
  return found;
}

/** Of one entry of the store, the package that it is of; what it needs beside lies there as links. */
function packageFolders(modules: string): string[] {
  if (!existsSync(modules)) return [];
  return readdirSync(modules, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .flatMap(({ name }) =>
      name.startsWith("@")
        ? readdirSync(join(modules, name), { withFileTypes: true })
            .filter((entry) => entry.isDirectory())
            .map((entry) => join(modules, name, entry.name))
        : [join(modules, name)],
    )
    .filter((folder) => existsSync(join(folder, "package.json")));
}

function licenceOf({ license, licenses }: Manifest): string | undefined {
  if (typeof license === "string") return license;
  return license?.type ?? licenses?.map(({ type }) => type).join(" OR ");
}
