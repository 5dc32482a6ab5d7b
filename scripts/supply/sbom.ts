import { createHash } from "node:crypto";
import { readByHand } from "./floors.ts";
import type { InstalledPackage } from "./installed.ts";
import { type Lockfile, needsOf, productionPackages } from "./lockfile.ts";

interface Component {
  readonly type: "library";
  readonly "bom-ref": string;
  readonly group?: string;
  readonly name: string;
  readonly version: string;
  readonly purl: string;
  readonly hashes: readonly { readonly alg: "SHA-512"; readonly content: string }[];
  readonly licenses: readonly ({ readonly license: { readonly id: string } } | { readonly expression: string })[];
}

/**
 * What runs in production, as CycloneDX 1.6: the packages of the lockfile that the product needs, with digests, licences and
 * what each needs in turn. The same lockfile gives the same text.
 *
 * @param installed what `node_modules` says of licences, by `name@version`
 */
export function makeSbom(
  lockfileText: string,
  lockfile: Lockfile,
  installed: ReadonlyMap<string, InstalledPackage>,
  product: { readonly name: string; readonly version: string; readonly license: string },
) {
  const own = `pkg:generic/${product.name}@${product.version}`;
  const keys = productionPackages(lockfile);
  const components = keys.map((key): Component => {
    const locked = lockfile.packages.get(key);
    if (locked?.integrity === undefined) throw new Error(`pnpm-lock.yaml has no digest of ${key}.`);
    const [, group, name = locked.name] = /^(@[^/]+)\/(.+)$/.exec(locked.name) ?? [];
    const purl = purlOf(key);
    return {
      type: "library",
      "bom-ref": purl,
      ...(group !== undefined && { group }),
      name,
      version: locked.version,
      purl,
      hashes: [{ alg: "SHA-512", content: Buffer.from(locked.integrity.slice(7), "base64").toString("hex") }],
      licenses: licencesOf(readByHand[locked.name] ?? installed.get(key)?.licence),
    };
  });
  const needs = needsOf(lockfile);
  return {
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    serialNumber: `urn:uuid:${uuidOf(lockfileText)}`,
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": own,
        name: product.name,
        version: product.version,
        licenses: licencesOf(product.license),
      },
    },
    components,
    dependencies: [
      { ref: own, dependsOn: needs.ofProduct.map(purlOf) },
      ...keys.map((key) => ({ ref: purlOf(key), dependsOn: (needs.ofPackages.get(key) ?? []).map(purlOf) })),
    ],
  };
}

/** https://github.com/package-url/purl-spec: the scope's sign is escaped. */
function purlOf(key: string): string {
  return `pkg:npm/${key.replace(/^@/, "%40")}`;
}

function licencesOf(licence: string | undefined): Component["licenses"] {
  if (licence === undefined) return [];
  return / (OR|AND) /.test(licence) ? [{ expression: licence }] : [{ license: { id: licence } }];
}

/** A name for just this lockfile, in the form of a UUID of the reader's own making (version 8). */
function uuidOf(text: string): string {
  const hex = createHash("sha256").update(text).digest("hex");
  return [hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`, `a${hex.slice(17, 20)}`, hex.slice(20, 32)].join(
    "-",
  );
}
