/** Versions below which a package has a fault that matters here. A build without a network cannot ask, so they are written down. */
export const floors: Readonly<Record<string, readonly [version: string, why: string]>> = {
  fastify: ["5.12.8", "content types that pass its validation, forged headers of proxies"],
  "@fastify/static": ["10.1.3", "three ways around the folder that it serves"],
  "maplibre-gl": ["6.4.1", "CVE-2026-85061: script through its sanitiser"],
  kysely: ["0.29.0", "older ones are installed by older versions of Node without a word"],
  node: ["24.7.0", "Argon2id of its own, which passwords go through"],
};

/** Packages that are not to come back, and why. */
export const banned: Readonly<Record<string, string>> = {
  argon2: "runs a script when it is installed; Node has its own",
  "better-auth": "CVE-2025-61928: accounts could be taken over",
  "fast-jwt": "CVE-2026-35039: tells one user what another's token says",
  "@fastify/jwt": "needs fast-jwt; sessions are not to be tokens that cannot be taken back",
};

/** Licences of what runs in production: all of them allow use, change and passing on without opening what is built with them. */
export const licences: ReadonlySet<string> = new Set([
  "0BSD",
  "Apache-2.0",
  "BlueOak-1.0.0",
  "BSD-2-Clause",
  "BSD-3-Clause",
  "ISC",
  "MIT",
  "OFL-1.1",
  "PostgreSQL",
  "Unlicense",
]);

/** Packages whose manifests do not say it as SPDX does, and what their licence files say. EDL-1.0 is the text of BSD-3-Clause. */
export const readByHand: Readonly<Record<string, string>> = {
  "@turf/jsts": "BSD-3-Clause",
  arc: "BSD-2-Clause",
  jsts: "BSD-3-Clause",
  "splaytree-ts": "BSD-3-Clause",
};

/** True when a version is at least another; both of numbers, and one before a release is below it. */
export function isAtLeast(version: string, floor: string): boolean {
  const [numbers, least] = [version, floor].map((text) => text.split(/[.-]/).slice(0, 3).map(Number)) as [
    number[],
    number[],
  ];
  const at = numbers.findIndex((number, i) => number !== least[i]);
  return at === -1 ? !version.includes("-") || floor.includes("-") : (numbers[at] as number) > (least[at] as number);
}

/** True when everything that a licence asks is among those allowed; of alternatives one is enough. */
export function isAllowed(licence: string): boolean {
  return licence
    .replaceAll(/[()]/g, "")
    .split(" OR ")
    .some((one) => one.split(" AND ").every((part) => licences.has(part.trim())));
}
