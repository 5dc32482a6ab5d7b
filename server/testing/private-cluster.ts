import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chownSync, existsSync, mkdtempSync, readdirSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";

export interface PrivateCluster {
  /** Connection string of the maintenance database. */
  readonly url: string;
  /** Folder of its data, and the socket that it listens on. */
  readonly data: string;
  readonly socket: string;
  /** Ends at once, as a crash does, and starts again with what had been written. */
  restart(): Promise<void>;
  /** Ends in good order, and stays away until started. */
  halt(): Promise<void>;
  start(): Promise<void>;
  /** Ends at once, as a crash does, and stays away. */
  crash(): Promise<void>;
  /** A second one that follows this one's log, on a socket of its own, until it is promoted. It ends with this one. */
  startStandby(): Promise<PrivateCluster>;
  /** Ends it and removes everything. */
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

type Run = (program: string, ...args: string[]) => void;
type RunBeside = (program: string, ...args: string[]) => Promise<void>;

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
  const commandOf = (program: string, args: readonly string[]): [string, string[]] => {
    const command = [join(bin, program), ...args];
    const full = asRoot ? ["setpriv", "--reuid=postgres", "--regid=postgres", "--init-groups", ...command] : command;
    return [full[0] as string, full.slice(1)];
  };
  const run: Run = (program, ...args) => {
    execFileSync(...commandOf(program, args), { stdio: ["ignore", "ignore", "inherit"], cwd: folder });
  };
  /** The same without keeping this process from anything else. */
  const runBeside: RunBeside = async (program, ...args) => {
    const child = spawn(...commandOf(program, args), { stdio: ["ignore", "ignore", "inherit"], cwd: folder });
    const [code] = await once(child, "exit");
    if (code !== 0) throw new Error(`${program} ended with ${code}; see ${join(folder, "log")}`);
  };
  run("initdb", "-D", join(folder, "data"), "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C", "--no-sync");
  return startIn(folder, more, run, runBeside);
}

/** Starts the cluster whose data lie in a folder. It does not outlive this process, unless that is killed. */
function startIn(folder: string, more: readonly string[], run: Run, runBeside: RunBeside): PrivateCluster {
  const data = join(folder, "data");
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
  const log = join(folder, "log");
  const start = ["-D", data, "-w", "-l", log, "-o", flags, "start"];
  const end = (mode: "fast" | "immediate") => ["-D", data, "-w", "-m", mode, "stop"];
  run("pg_ctl", ...start);
  let isRunning = true;
  const standbys: PrivateCluster[] = [];
  const stop = () => {
    process.off("exit", stop);
    for (const standby of standbys) standby.stop();
    if (isRunning) run("pg_ctl", ...end("immediate"));
    isRunning = false;
    rmSync(folder, { recursive: true, force: true });
  };
  process.once("exit", stop);
  return {
    url: `postgres://postgres@localhost/postgres?host=${encodeURIComponent(folder)}`,
    data,
    socket: join(folder, ".s.PGSQL.5432"),
    restart: async () => {
      await runBeside("pg_ctl", ...end("immediate"));
      await runBeside("pg_ctl", ...start);
    },
    halt: async () => {
      await runBeside("pg_ctl", ...end("fast"));
      isRunning = false;
    },
    start: async () => {
      await runBeside("pg_ctl", ...start);
      isRunning = true;
    },
    crash: async () => {
      await runBeside("pg_ctl", ...end("immediate"));
      isRunning = false;
    },
    startStandby: async () => {
      const own = join(folder, `standby-${standbys.length + 1}`);
      const copy = join(own, "data");
      // The slot keeps what the copy has not read yet.
      const slot = ["-C", "-S", `standby_${standbys.length + 1}`];
      await runBeside(
        "pg_basebackup",
        "-D",
        copy,
        "-R",
        "-X",
        "stream",
        "-c",
        "fast",
        "-h",
        folder,
        "-U",
        "postgres",
        ...slot,
      );
      const standby = startIn(own, more, run, runBeside);
      standbys.push(standby);
      return standby;
    },
    stop,
  };
}
