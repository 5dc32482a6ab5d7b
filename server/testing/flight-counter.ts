import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** A way to a database that counts how often somebody waited for it. */
export interface FlightCounter {
  /** As the address of the database, by this way. */
  readonly url: string;
  /** How often this end has spoken after the other had: round trips, whatever was said in each. */
  readonly count: number;
  close(): Promise<void>;
}

/** Lays one to a database of this machine that is reached by a socket in a folder. */
export async function startFlightCounter(url: string): Promise<FlightCounter> {
  const way = new URL(url);
  const socket = join(way.searchParams.get("host") as string, ".s.PGSQL.5432");
  const folder = await mkdtemp(join(tmpdir(), "one-map-flights-"));
  let count = 0;
  const server = createServer((near) => {
    const far = connect(socket);
    let isTheirTurn = false;
    near.on("data", (chunk) => {
      if (!isTheirTurn) count++;
      isTheirTurn = true;
      far.write(chunk);
    });
    far.on("data", (chunk) => {
      isTheirTurn = false;
      near.write(chunk);
    });
    for (const [one, other] of [[near, far] as const, [far, near] as const]) {
      one.on("error", () => other.destroy());
      one.on("close", () => other.destroy());
    }
  }).listen(join(folder, ".s.PGSQL.5432"));
  await once(server, "listening");
  way.searchParams.set("host", folder);
  return {
    url: way.href,
    get count() {
      return count;
    },
    close: async () => {
      server.close();
      await once(server, "close");
      await rm(folder, { recursive: true });
    },
  };
}
