/**
 * The embedded database: PGlite with PostGIS behind its socket server, alone in a process because it takes a gigabyte
 * and blocks while it works. Started by `embedded.ts`, which it outlives by no more than one clean shutdown.
 *
 * argv: data folder (or "memory"), folder for the socket.
 */
import { PGlite } from "@electric-sql/pglite";
import { postgis } from "@electric-sql/pglite-postgis";
import { PGLiteSocketServer } from "@electric-sql/pglite-socket";
import { holdCycles } from "./protocol-cycles.ts";

const [dataFolder, socketFolder] = process.argv.slice(2);
if (dataFolder === undefined || socketFolder === undefined)
  throw new Error("usage: embedded-child <data> <socket folder>");

// ^C reaches the whole process group; the parent decides when the database stops, after its own last query.
process.on("SIGINT", () => {});
process.on("SIGTERM", () => {});

const db = await PGlite.create({
  ...(dataFolder === "memory" ? {} : { dataDir: dataFolder }),
  extensions: { postgis },
  relaxedDurability: dataFolder === "memory",
});
const server = new PGLiteSocketServer({
  db: holdCycles(db),
  path: `${socketFolder}/.s.PGSQL.5432`,
  maxConnections: 64,
});
await server.start();

async function stop(): Promise<void> {
  await server.stop();
  await db.close();
  process.exit(0);
}

process.on("message", (message) => {
  if (message === "stop") void stop();
});
// The parent died without a word: close the files cleanly all the same.
process.on("disconnect", () => void stop());
process.send?.("ready");
