import { describe, expect, test } from "vitest";
import { roles } from "../access/roles.ts";
import { isAlive, networkOf } from "./lifetime.ts";
import { hashPassword, verifyPassword } from "./passwords.ts";
import { hashOfToken, isToken, newToken, sessionCookie, tokenFromCookies } from "./tokens.ts";

describe("passwords", () => {
  test("are kept as Argon2id at OWASP's cost at least, each with its own salt", async () => {
    const [one, two] = await Promise.all([
      hashPassword("correct horse battery"),
      hashPassword("correct horse battery"),
    ]);
    const [, memory, passes] = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=1\$/.exec(one) ?? [];
    expect(Number(memory)).toBeGreaterThanOrEqual(19_456);
    expect(Number(passes)).toBeGreaterThanOrEqual(2);
    expect(one).not.toBe(two);
    expect(await verifyPassword("correct horse battery", one)).toBe(true);
    expect(await verifyPassword("correct horse battery ", one)).toBe(false);
  });

  test("agree with the reference implementation", async () => {
    // Test vector of the Argon2 reference code: 64 MiB, two passes, "password" with the salt "somesalt".
    const known = "$argon2id$v=19$m=65536,t=2,p=1$c29tZXNhbHQ$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc";
    expect(await verifyPassword("password", known)).toBe(true);
    expect(await verifyPassword("differentpassword", known)).toBe(false);
  });

  test("are the same however the keyboard composes them", async () => {
    const hash = await hashPassword("caf\u00e9 caf\u00e9 caf\u00e9");
    expect(await verifyPassword("cafe\u0301 cafe\u0301 cafe\u0301", hash)).toBe(true);
  });

  test("never match what is no hash", async () => {
    expect(await verifyPassword("anything at all", undefined)).toBe(false);
    expect(await verifyPassword("anything at all", null)).toBe(false);
  });

  test("take as long to refuse for a login that does not exist", async () => {
    const hash = await hashPassword("correct horse battery");
    const times = { known: [] as number[], unknown: [] as number[] };
    for (let i = 0; i < 15; i++)
      for (const [name, held] of [
        ["known", hash],
        ["unknown", undefined],
      ] as const) {
        const started = process.cpuUsage();
        await verifyPassword("wrong horse battery", held);
        const { user, system } = process.cpuUsage(started);
        times[name].push((user + system) / 1_000);
      }
    const median = (list: number[]) => list.toSorted((a, b) => a - b)[7] as number;
    // Processor time: what else the machine does hardly shows in it.
    expect(Math.abs(median(times.known) - median(times.unknown))).toBeLessThan(median(times.known) / 4);
  });
});

describe("tokens", () => {
  test("are 256 bits, never the same, and cannot be read from what is stored", () => {
    const tokens = Array.from({ length: 1_000 }, newToken);
    expect(new Set(tokens).size).toBe(1_000);
    for (const token of tokens) expect(isToken(token)).toBe(true);
    expect(Buffer.from(tokens[0] as string, "base64url")).toHaveLength(32);
    expect(hashOfToken(tokens[0] as string)).toHaveLength(32);
  });

  test("come from one cookie of ours, or not at all", () => {
    const token = newToken();
    expect(tokenFromCookies(`a=b; __Host-one-map=${token}; c=d`)).toBe(token);
    expect(tokenFromCookies(`one-map=${token}`)).toBeUndefined();
    expect(tokenFromCookies(`__Host-one-map=${token}; __Host-one-map=${newToken()}`)).toBeUndefined();
    expect(tokenFromCookies("__Host-one-map=short")).toBeUndefined();
    expect(tokenFromCookies(undefined)).toBeUndefined();
  });

  test("go into a cookie that only this host sets, only this host gets and no script reads", () => {
    const cookie = sessionCookie(newToken());
    for (const part of ["Path=/", "Secure", "HttpOnly", "SameSite=Strict"]) expect(cookie.split("; ")).toContain(part);
    expect(cookie).toMatch(/^__Host-/);
    expect(cookie).not.toMatch(/Domain|Max-Age|Expires/);
    expect(sessionCookie()).toContain("Max-Age=0");
  });
});

describe("a session", () => {
  test("ends half an hour after the last request and twelve hours after the first, but for the wall", () => {
    for (const role of roles.filter((one) => one !== "wall-device")) {
      expect([role, isAlive(role, { sinceCreated: 43_199, sinceSeen: 1_799 })]).toEqual([role, true]);
      expect([role, isAlive(role, { sinceCreated: 43_200, sinceSeen: 0 })]).toEqual([role, false]);
      expect([role, isAlive(role, { sinceCreated: 4_000, sinceSeen: 1_800 })]).toEqual([role, false]);
    }
    expect(isAlive("wall-device", { sinceCreated: 1e8, sinceSeen: 1e6 })).toBe(true);
  });

  test.each([
    ["10.1.2.3", "10.1.2.3"],
    ["::ffff:10.1.2.3", "10.1.2.3"],
    ["2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"],
    ["2001:db8:1:2::9", "2001:db8:1:2::/64"],
    ["2001:0db8:0001:0002::9", "2001:db8:1:2::/64"],
    ["fe80::1%eth0", "fe80:0:0:0::/64"],
    ["::1", "0:0:0:0::/64"],
  ])("failures from %s count for %s", (address, network) => {
    expect(networkOf(address)).toBe(network);
  });
});
