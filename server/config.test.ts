import { expect, test } from "vitest";
import { ConfigError, readConfig } from "./config.ts";

test("an empty environment gives the defaults", () => {
  expect(readConfig({})).toMatchObject({ host: "127.0.0.1", port: 8080, databaseUrl: undefined, logLevel: "info" });
});

test("every fault is named at once", () => {
  const read = () => readConfig({ PORT: "eighty", DATABASE_URL: "mysql://x", LOG_LEVEL: "loud", TILE_CACHE_MB: "0" });
  expect(read).toThrow(ConfigError);
  expect(read).toThrow(/PORT[\s\S]*|DATABASE_URL/);
  for (const name of ["PORT", "DATABASE_URL", "LOG_LEVEL", "TILE_CACHE_MB"]) expect(read).toThrow(name);
});
