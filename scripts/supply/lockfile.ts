/** What `pnpm-lock.yaml` says of packages. It is written by a machine in one form, and read by that form. */
export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** Digest of its archive, as `sha512-…`; undefined where the file has none. */
  readonly integrity: string | undefined;
  /** Everything else in its resolution: where it would come from, if not from the registry. */
  readonly from: string;
}

export interface Lockfile {
  /** By `name@version`. */
  readonly packages: ReadonlyMap<string, LockedPackage>;
  /** Members of the workspace by their folder, with the packages that each needs to run, as keys of snapshots. */
  readonly members: ReadonlyMap<string, readonly string[]>;
  /** What each package needs, by its name, version and peers: keys of other snapshots. */
  readonly snapshots: ReadonlyMap<string, readonly string[]>;
}

/** Throws for a file that is not in the form of version 9. */
export function parseLockfile(text: string): Lockfile {
  if (!/^lockfileVersion: '9\.0'$/m.test(text)) throw new Error("pnpm-lock.yaml is not of version 9.0.");
  const packages = new Map<string, LockedPackage>();
  for (const [key, lines] of entriesOf(text, "packages")) {
    const [name, version] = splitKey(key);
    const resolution = lines.find((line) => line.startsWith("    resolution: "))?.slice(16) ?? "";
    const integrity = /integrity: (sha\d+-[A-Za-z0-9+/=]+)/.exec(resolution)?.[1];
    const from = resolution.replace(/^\{integrity: [^,}]+\}$/, "");
    packages.set(key, { name, version, integrity, from });
  }
  const members = new Map<string, string[]>();
  for (const [folder, lines] of entriesOf(text, "importers")) members.set(folder, neededBy(lines));
  const snapshots = new Map<string, string[]>();
  for (const [key, lines] of entriesOf(text, "snapshots")) snapshots.set(key, listed(lines));
  return { packages, members, snapshots };
}

/** Packages that run in production, as keys of `packages`: all that members need, and what these need in turn. */
export function productionPackages({ members, snapshots }: Lockfile): string[] {
  const found = new Set<string>();
  const due = [...members.values()].flat();
  for (let key = due.pop(); key !== undefined; key = due.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    const needs = snapshots.get(key);
    if (needs === undefined) throw new Error(`pnpm-lock.yaml has no snapshot of ${key}.`);
    due.push(...needs);
  }
  return [...new Set([...found].map(withoutPeers))].sort();
}

/** What the product and each of its packages need directly, as keys of `packages`, whatever their peers. */
export function needsOf({ members, snapshots }: Lockfile): {
  readonly ofProduct: readonly string[];
  readonly ofPackages: ReadonlyMap<string, readonly string[]>;
} {
  const sorted = (keys: Iterable<string>) => [...new Set([...keys].map(withoutPeers))].sort();
  const byPackage = new Map<string, string[]>();
  for (const [key, needs] of snapshots)
    byPackage.set(withoutPeers(key), [...(byPackage.get(withoutPeers(key)) ?? []), ...needs]);
  return {
    ofProduct: sorted([...members.values()].flat()),
    ofPackages: new Map([...byPackage].map(([key, needs]) => [key, sorted(needs)])),
  };
}

/** `name@version(peers)` → `name@version`. */
function withoutPeers(key: string): string {
  return key.replace(/\(.*$/s, "");
}

function splitKey(key: string): [name: string, version: string] {
  const at = key.lastIndexOf("@");
  return [key.slice(0, at), key.slice(at + 1)];
}

const unquoted = (text: string): string => text.replace(/^'(.*)'$/, "$1");

/** Entries of a chapter of the file, each with its lines. */
function entriesOf(text: string, chapter: string): [key: string, lines: string[]][] {
  const lines = text.split("\n");
  const entries: [string, string[]][] = [];
  for (let i = lines.indexOf(`${chapter}:`) + 1; i > 0 && i < lines.length && !/^\S/.test(lines[i] ?? ""); i++) {
    const key = /^ {2}(\S.*?):(?: \{\})?$/.exec(lines[i] as string)?.[1];
    if (key !== undefined) entries.push([unquoted(key), []]);
    else entries.at(-1)?.[1].push(lines[i] as string);
  }
  return entries;
}

/** Of a member: `dependencies` and `optionalDependencies`, each with a line of its version; not what it is built with. */
function neededBy(lines: readonly string[]): string[] {
  const needed: string[] = [];
  let isNeeded = false;
  let name = "";
  for (const line of lines) {
    const kind = /^ {4}(\w+):$/.exec(line)?.[1];
    if (kind !== undefined) isNeeded = kind === "dependencies" || kind === "optionalDependencies";
    name = /^ {6}(\S.*):$/.exec(line)?.[1] ?? name;
    const version = /^ {8}version: (.*)$/.exec(line)?.[1];
    if (isNeeded && version !== undefined && !version.startsWith("link:")) needed.push(keyOf(name, version));
  }
  return needed;
}

/** Of a snapshot: `dependencies` and `optionalDependencies`, a line each. */
function listed(lines: readonly string[]): string[] {
  const needed: string[] = [];
  let isNeeded = false;
  for (const line of lines) {
    const kind = /^ {4}(\w+):/.exec(line)?.[1];
    if (kind !== undefined) isNeeded = kind === "dependencies" || kind === "optionalDependencies";
    const [, name, version] = /^ {6}(\S+): (.+)$/.exec(line) ?? [];
    if (isNeeded && name !== undefined && version !== undefined) needed.push(keyOf(name, version));
  }
  return needed;
}

/** Key of a snapshot; a version that names another package is an alias of it. */
function keyOf(name: string, version: string): string {
  const [plain, bare] = [unquoted(name), unquoted(version)];
  return /^@?[^@(]+@/.test(bare) ? bare : `${plain}@${bare}`;
}
