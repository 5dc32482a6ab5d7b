import { join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { type ProviderConfig, readProvider } from "./auth/provider-config.ts";
import { dataDirFromEnvironment } from "./db/connect.ts";
import { isAddressRange } from "./http/networks.ts";

export interface Config {
  readonly host: string;
  readonly port: number;
  /** Where the admin plane listens for itself; undefined: it is served where everything is. */
  readonly admin: { readonly host: string; readonly port: number } | undefined;
  /** Undefined: nobody signs in but by a password. */
  readonly provider: ProviderConfig | undefined;
  /** Addresses and CIDR ranges of proxies whose X-Forwarded headers say how the client came. */
  readonly trustedProxies: readonly string[];
  /** Addresses and CIDR ranges where screens of the wall may be; anywhere when there is none. */
  readonly wallNetworks: readonly string[];
  /** Undefined: the embedded database. */
  readonly databaseUrl: string | undefined;
  /** The same database by a login that row-level security binds; undefined: scoped principals have no login of their own. */
  readonly databaseUrlScoped: string | undefined;
  readonly dataDir: string;
  /** File that the heads of the audit are added to; undefined keeps none. */
  readonly auditHeadPath: string | undefined;
  readonly logLevel: "fatal" | "error" | "warn" | "info" | "debug" | "silent";
  /** Folder of the built pages. */
  readonly webRoot: string;
  readonly tileCacheBytes: number;
  /** Live streams open at a time; more are refused. */
  readonly mostStreams: number;
}

/** The environment does not make sense; the message lists every fault. */
export class ConfigError extends Error {}

const levels = ["fatal", "error", "warn", "info", "debug", "silent"] as const;

/** Reads the configuration and checks all of it, so that one start shows every fault. Throws ConfigError. */
export function readConfig(environment: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  const integer = <T extends number | undefined>(name: string, fallback: T, low: number, high: number): number | T => {
    const text = environment[name];
    if (text === undefined || text === "") return fallback;
    const value = Number(text);
    if (/^[0-9]+$/.test(text) && value >= low && value <= high) return value;
    faults.push(`${name} must be a whole number from ${low} to ${high}, not "${text}"`);
    return fallback;
  };
  const address = (name: string): string | undefined => {
    const url = environment[name] || undefined;
    // Never quoted: it may hold a password.
    if (url !== undefined && !/^postgres(ql)?:\/\//.test(url)) faults.push(`${name} must begin with postgres://`);
    else if (url !== undefined && !URL.canParse(url)) faults.push(`${name} is not an address`);
    return url;
  };
  const databaseUrl = address("DATABASE_URL");
  const databaseUrlScoped = address("DATABASE_URL_SCOPED");
  if (databaseUrlScoped !== undefined && databaseUrl === undefined)
    faults.push("DATABASE_URL_SCOPED is of no use without DATABASE_URL");
  const ranges = (name: string): string[] => {
    const found = (environment[name] ?? "").split(",").flatMap((part) => part.trim() || []);
    for (const range of found)
      if (!isAddressRange(range)) faults.push(`${name} takes addresses and ranges like 10.0.0.0/8, not "${range}"`);
    return found;
  };
  const logLevel = environment.LOG_LEVEL || "info";
  if (!(levels as readonly string[]).includes(logLevel))
    faults.push(`LOG_LEVEL must be one of ${levels.join(", ")}, not "${logLevel}"`);
  const adminPort = integer("ADMIN_PORT", undefined, 0, 65_535);
  if (adminPort === undefined && environment.ADMIN_HOST) faults.push("ADMIN_HOST is of no use without ADMIN_PORT");
  const dataDir = dataDirFromEnvironment(environment);
  const config: Config = {
    host: environment.HOST || "127.0.0.1",
    port: integer("PORT", 8080, 0, 65_535),
    admin: adminPort === undefined ? undefined : { host: environment.ADMIN_HOST || "127.0.0.1", port: adminPort },
    provider: readProvider(environment, faults),
    trustedProxies: ranges("TRUSTED_PROXIES"),
    wallNetworks: ranges("WALL_NETWORKS"),
    databaseUrl,
    databaseUrlScoped,
    dataDir,
    auditHeadPath: environment.AUDIT_HEAD || (dataDir === "memory" ? undefined : join(dataDir, "audit-head.jsonl")),
    logLevel: logLevel as Config["logLevel"],
    webRoot: resolve(environment.WEB_ROOT || fileURLToPath(new URL("../web/dist", import.meta.url))),
    tileCacheBytes: integer("TILE_CACHE_MB", 64, 1, 65_536) * 1_048_576,
    mostStreams: integer("LIVE_STREAMS", 12_000, 1, 100_000),
  };
  if (faults.length > 0)
    throw new ConfigError(
      `The configuration does not make sense:\n${faults.map((fault) => `  - ${fault}`).join("\n")}`,
    );
  return Object.freeze(config);
}
