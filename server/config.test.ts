import { join } from "node:path";
import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

test("an empty environment gives the defaults", () => {
  expect(readConfig({})).toMatchObject({ host: "127.0.0.1", port: 8080, databaseUrl: undefined, logLevel: "info" });
});

test("a folder of pages is named from where the server was started", () => {
  expect(readConfig({ WEB_ROOT: "pages" }).webRoot).toBe(join(process.cwd(), "pages"));
  expect(readConfig({}).webRoot).toMatch(/^\/.*\/web\/dist$/);
});

test("proxies are addresses and ranges", () => {
  const read = (text: string) => readConfig({ TRUSTED_PROXIES: text }).trustedProxies;
  expect(read("")).toEqual([]);
  expect(read("127.0.0.1, ::1,10.0.0.0/8")).toEqual(["127.0.0.1", "::1", "10.0.0.0/8"]);
  for (const wrong of ["loopback", "10.0.0.0/33", "::1/129", "10.0.0.0/8/8", "10.0.0.0/", "nginx"])
    expect(() => read(wrong), wrong).toThrow(`not "${wrong}"`);
});

test("the admin plane listens by itself where it is given a port, on this machine unless given a host", () => {
  expect(readConfig({}).admin).toBeUndefined();
  expect(readConfig({ ADMIN_PORT: "8081" }).admin).toEqual({ host: "127.0.0.1", port: 8081 });
  expect(readConfig({ ADMIN_PORT: "0", ADMIN_HOST: "::1" }).admin).toEqual({ host: "::1", port: 0 });
  expect(() => readConfig({ ADMIN_HOST: "10.0.0.1" })).toThrow("ADMIN_HOST is of no use without ADMIN_PORT");
  expect(() => readConfig({ ADMIN_PORT: "70000" })).toThrow("ADMIN_PORT must be");
});

test("every fault is named at once", () => {
  const read = () => readConfig({ PORT: "eighty", DATABASE_URL: "mysql://x", LOG_LEVEL: "loud", TILE_CACHE_MB: "0" });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/PORT[\s\S]*|DATABASE_URL/);
  for (const name of ["PORT", "DATABASE_URL", "LOG_LEVEL", "TILE_CACHE_MB"]) expect(read).toThrow(name);
});
