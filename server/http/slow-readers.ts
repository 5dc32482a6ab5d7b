import type { Server } from "node:http";
import type { Socket } from "node:net";
import type { FastifyInstance } from "fastify";

export interface SlowReaderLimits {
  /** So long nothing at all need be taken of an answer. */
  readonly patienceMillis: number;
  /** What is waited for besides, by the bytes that are waiting. */
  readonly leastBytesASecond: number;
  /** How often it is looked. */
  readonly everyMillis: number;
}

/** A line of 64 kbit/s that six files come by at once, in pieces of 64 KiB, is still served. */
const usual: SlowReaderLimits = { patienceMillis: 30_000, leastBytesASecond: 3_000, everyMillis: 2_000 };

interface Reading {
  taken: number;
  /** When that last grew, or nothing was waiting, by `performance.now()`. */
  since: number;
}

/**
 * Hangs up on whoever hardly reads what is sent. Node's limit of an idle connection starts anew with every byte that is taken,
 * so that a byte now and then would hold answers in memory for ever.
 */
export function installSlowReaders(
  app: FastifyInstance,
  listeners: readonly Server[],
  limits: Partial<SlowReaderLimits> = {},
): void {
  const { patienceMillis, leastBytesASecond, everyMillis } = { ...usual, ...limits };
  const readings = new Map<Socket, Reading>();
  for (const listener of listeners)
    listener.on("connection", (socket: Socket) => {
      readings.set(socket, { taken: 0, since: performance.now() });
      socket.once("close", () => readings.delete(socket));
    });
  const look = () => {
    const now = performance.now();
    for (const [socket, reading] of readings) {
      const waiting = socket.writableLength;
      const taken = socket.bytesWritten - waiting;
      if (waiting === 0 || taken !== reading.taken) Object.assign(reading, { taken, since: now });
      // What the network has of it already would be kept for a reader that is hung up on in peace.
      else if (now - reading.since > patienceMillis + (waiting / leastBytesASecond) * 1_000) socket.resetAndDestroy();
    }
  };
  const ticking = setInterval(look, everyMillis).unref();
  app.addHook("onClose", async () => clearInterval(ticking));
}
