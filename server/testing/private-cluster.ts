import { execFileSync, spawnSync } from "node:child_process";
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

export interface PrivateCluster {
  /** Connection string of the maintenance database. */
  readonly url: string;
  stop(): void;
}

/**
 * Folder of PostgreSQL's server programs, newest version first, or undefined where this machine has none.
 * Looked for on the PATH and where Debian and Red Hat put them.
 */
export function findServerPrograms(): string | undefined {
  const onPath = spawnSync("sh", ["-c", "command -v initdb"], { encoding: "utf8" }).stdout.trim();
  if (onPath !== "") return dirname(realpathSync(onPath));
  const root = "/usr/lib/postgresql";
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : [];
  return [...versions.map((version) => join(root, version, "bin")), "/usr/pgsql/bin"].find((bin) =>
    existsSync(join(bin, "initdb")),
  );
}

/** True when that PostgreSQL can `create extension postgis`. */
export function hasPostgis(bin: string): boolean {
  // Debian ships pg_config with the development files only, so its folder of extensions is tried by name too.
  const config = spawnSync(join(bin, "pg_config"), ["--sharedir"], { encoding: "utf8" });
  const debian = `/usr/share/postgresql/${basename(dirname(bin))}`;
  const shares = [config.status === 0 ? config.stdout.trim() : undefined, debian, join(bin, "../share")];
  return shares.some((share) => share !== undefined && existsSync(join(share, "extension", "postgis.control")));
}

/**
 * A PostgreSQL of the test run's own: in a temporary folder, on a socket nobody else can reach, with durability off.
 * PostgreSQL refuses to run as root; there it runs as the user `postgres`.
 *
 * @param more settings on top, which win
 */
export function startPrivateCluster(bin: string, more: readonly string[] = []): PrivateCluster {
  const folder = mkdtempSync(join(tmpdir(), "one-map-pg-"));
  const asRoot = process.getuid?.() === 0;
  if (asRoot) {
    const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
    chownSync(folder, id("-u"), id("-g"));
  }
  const run = (program: string, ...args: string[]) => {
    const command = [join(bin, program), ...args];
    const full = asRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", ...command] : command;
    execFileSync(full[0] as string, full.slice(1), { stdio: ["ignore", "ignore", "inherit"], cwd: folder });
  };
  const data = join(folder, "data");
  run("initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
  const settings = [
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "shared_buffers=128MB",
    "timezone=UTC",
    "max_connections=100",
    "jit=off",
    "listen_addresses=''",
    `unix_socket_directories='${folder}'`,
    ...more,
  ];
  const flags = settings.map((setting) => `-c ${setting}`).join(" ");
  run("pg_ctl", "-D", data, "-w", "-l", join(folder, "log"), "-o", flags, "start");
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    stop: () => {
      run("pg_ctl", "-D", data, "-w", "-m", "immediate", "stop");
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
