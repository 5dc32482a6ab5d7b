import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { root } from "../run.ts";
import { banned, floors, isAllowed, isAtLeast, readByHand } from "./floors.ts";
import { readInstalled } from "./installed.ts";
import { parseLockfile, productionPackages } from "./lockfile.ts";
import { makeSbom } from "./sbom.ts";

const text = readFileSync(join(root, "pnpm-lock.yaml"), "utf8");
const workspace = readFileSync(join(root, "pnpm-workspace.yaml"), "utf8");
const lockfile = parseLockfile(text);
const locked = [...lockfile.packages.values()];
const installed = readInstalled();
const production = productionPackages(lockfile);

describe("the lockfile", () => {
  test("has the digest of every package, and none comes from anywhere but the registry", () => {
    expect(locked.length).toBeGreaterThan(300);
    const without = locked.filter(
      ({ integrity, from }) => !/^sha512-[\w+/]{86}==$/.test(integrity ?? "") || from !== "",
    );
    expect(without).toEqual([]);
    expect([...lockfile.snapshots].flat(2).filter((key) => /https?:|git[+:]|file:/.test(key))).toEqual([]);
    expect(workspace).not.toMatch(/registry/i);
  });

  test("and one that was tampered with would be noticed", () => {
    const tampered = (lines: string) =>
      parseLockfile(`lockfileVersion: '9.0'\n\npackages:\n\n  a@1.0.0:\n    resolution: ${lines}\n`);
    expect(tampered("{tarball: https://elsewhere.example/a.tgz}").packages.get("a@1.0.0")?.integrity).toBeUndefined();
    const other = tampered("{integrity: sha512-abc=, tarball: https://elsewhere.example/a.tgz}");
    expect(other.packages.get("a@1.0.0")?.from).toContain("elsewhere");
    expect(() => parseLockfile("lockfileVersion: '6.0'")).toThrow("9.0");
  });

  test("is what is installed: every package that runs in production, in that version", () => {
    expect(production.length).toBeGreaterThan(100);
    expect(production.filter((key) => !installed.has(key))).toEqual([]);
    for (const name of ["fastify", "pg", "maplibre-gl", "react"])
      expect(production.filter((key) => key.startsWith(`${name}@`))).toHaveLength(1);
    expect(production.filter((key) => /^(vitest|playwright-core|@biomejs\/biome)@/.test(key))).toEqual([]);
  });
});

test("every package that would run a program when it is installed is named, and one of them may", () => {
  const answers = /\nallowBuilds:\n((?: {2}\S+: \w+\n?)+)/.exec(workspace)?.[1] ?? "";
  const allowed = new Map(
    [...answers.matchAll(/^ {2}"?([^":]+)"?: (true|false)$/gm)].map((match) => [match[1], match[2] === "true"]),
  );
  const running = [...installed.values()].filter(({ hasInstallScript }) => hasInstallScript).map(({ name }) => name);
  expect(running).toContain("node");
  expect(running.filter((name) => !allowed.has(name))).toEqual([]);
  expect([...allowed].filter(([, may]) => may).map(([name]) => name)).toEqual(["node"]);
});

describe("versions", () => {
  test.each(Object.entries(floors))("%s is at least %s", (name, [floor]) => {
    const versions = locked.filter((one) => one.name === name).map(({ version }) => version);
    expect(versions).not.toEqual([]);
    expect(versions.filter((version) => !isAtLeast(version, floor))).toEqual([]);
  });

  test.each(Object.keys(banned))("%s has not come back", (name) => {
    expect(locked.filter((one) => one.name === name)).toEqual([]);
  });

  test.each([
    ["5.12.8", "5.12.8", true],
    ["5.12.7", "5.12.8", false],
    ["5.13.0", "5.12.8", true],
    ["6.0.0", "5.12.8", true],
    ["4.99.99", "5.12.8", false],
    ["5.12.10", "5.12.9", true],
    ["5.12.8-rc.1", "5.12.8", false],
  ])("%s against %s: %s", (version, floor, holds) => {
    expect(isAtLeast(version, floor)).toBe(holds);
  });
});

describe("licences", () => {
  test("of everything that runs in production are known, and among those allowed", () => {
    const odd = production.flatMap((key) => {
      const { name = "", licence } = installed.get(key) ?? {};
      const known = readByHand[name] ?? licence;
      return known !== undefined && isAllowed(known) ? [] : [`${key}: ${known}`];
    });
    expect(odd).toEqual([]);
  });

  test("what was read by hand is still there, and still says nothing of itself that would do", () => {
    const names = new Set(
      [...installed.values()]
        .filter(({ licence }) => licence === undefined || !isAllowed(licence))
        .map(({ name }) => name),
    );
    expect(Object.keys(readByHand).filter((name) => !names.has(name))).toEqual([]);
  });

  test.each([
    ["MIT", true],
    ["(MIT OR GPL-3.0-only)", true],
    ["MIT AND GPL-3.0-only", false],
    ["AGPL-3.0-only", false],
    ["SEE LICENSE IN LICENSE.txt", false],
  ])("%s: %s", (licence, holds) => {
    expect(isAllowed(licence)).toBe(holds);
  });
});

describe("the bill of materials", () => {
  const product = { name: "one-map", version: "0.1.0", license: "Apache-2.0" };
  const bom = makeSbom(text, lockfile, installed, product);

  test("names every package that runs in production, with its digest and its licence", () => {
    expect(bom.components.map(({ purl }) => purl)).toEqual(
      production.map((key) => `pkg:npm/${key.replace(/^@/, "%40")}`),
    );
    expect(
      bom.components.filter(
        ({ hashes, licenses }) => !/^[0-9a-f]{128}$/.test(hashes[0]?.content ?? "") || licenses.length !== 1,
      ),
    ).toEqual([]);
    const scoped = bom.components.find(({ group, name }) => group === "@fastify" && name === "static");
    expect(scoped).toMatchObject({ version: "10.1.11", licenses: [{ license: { id: "MIT" } }] });
  });

  test("says what needs what, and everything in it is needed", () => {
    const known = new Set(bom.components.map((component) => component["bom-ref"]));
    const needed = new Set(bom.dependencies.flatMap(({ dependsOn }) => dependsOn));
    expect([...needed].filter((ref) => !known.has(ref))).toEqual([]);
    expect([...known].filter((ref) => !needed.has(ref))).toEqual([]);
    expect(new Set(bom.dependencies.map(({ ref }) => ref)).size).toBe(bom.components.length + 1);
  });

  test("is the same for the same lockfile, and has another number for another", () => {
    expect(makeSbom(text, lockfile, installed, product)).toEqual(bom);
    expect(bom.serialNumber).toMatch(/^urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(makeSbom(`${text}\n`, lockfile, installed, product).serialNumber).not.toBe(bom.serialNumber);
  });
});
