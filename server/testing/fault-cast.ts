import { afterEach, expect } from "vitest";
import { type Stage, type StageServer, settle, startMirror, tilesAsFresh } from "./fault-stage.ts";
import type { LiveMirror } from "./live-mirror.ts";

/** Servers and clients of the tests of a file; none outlives its test. */
export interface FaultCast {
  startServer(environment?: Record<string, string>, port?: number): Promise<StageServer>;
  /** Resolves when it has ended. */
  kill(server: StageServer, signal: NodeJS.Signals): Promise<void>;
  mirror(server: StageServer): Promise<LiveMirror>;
  /** A client and a server hold what a fresh load holds, and the client missed nothing on its way. */
  expectSame(client: LiveMirror, server: StageServer): Promise<void>;
  /** Changes a unit. */
  change(id?: number): Promise<unknown>;
  /** Numbers without a gap, and versions of each row one after the other, of everything that is kept. */
  expectOrder(): Promise<void>;
}

/** To be called at the top of a file: what is left of a test is ended after it. */
export function castOf(stage: Stage): FaultCast {
  const { database } = stage;
  const { pool } = database;
  const running = new Set<StageServer>();
  const mirrors = new Set<LiveMirror>();
  const kill = async (server: StageServer, signal: NodeJS.Signals) => {
    running.delete(server);
    server.process.kill(signal);
    await server.process.ended;
  };
  afterEach(async () => {
    for (const one of mirrors) await one.stop();
    mirrors.clear();
    for (const server of [...running]) await kill(server, "SIGKILL");
  });
  return {
    startServer: async (environment, port) => {
      const server = await stage.startServer(environment, port);
      running.add(server);
      return server;
    },
    kill,
    mirror: async (server) => {
      const started = await startMirror(server.origin, database);
      mirrors.add(started);
      return started;
    },
    expectSame: async (client, server) => {
      await settle(client, database);
      await tilesAsFresh(server.origin, database);
      expect(client.counts).toMatchObject({ gaps: 0, repeated: 0, backwards: 0 });
    },
    change: (id = 1) =>
      pool.query(
        "update unit set status = case status when 'assigned' then 'available' else 'assigned' end where id = $1",
        [id],
      ),
    expectOrder: async () => {
      const { rows } = await pool.query<{ missing: number; disorder: number }>(`
        select (select max(seq) - min(seq) + 1 - count(*) from feed.event) as missing,
          (select count(*) from (select version, lag(version) over (partition by kind, entity_id order by seq) as before
             from feed.event where op <> 'r') e where version < before) as disorder`);
      expect(rows[0]).toEqual({ missing: 0, disorder: 0 });
    },
  };
}
