import type { PGlite } from "@electric-sql/pglite";
import { errorResponse, filterMessages, readyForQuery } from "./protocol-messages.ts";

/** Parse, Bind, Describe, Execute, Close and Flush: messages after which a client is in the middle of a statement. */
const withinCycle = new Set([..."PBDECH"].map((letter) => letter.charCodeAt(0)));

type Stream = PGlite["execProtocolRawStream"];

/**
 * The database for the socket server, with two of its habits put right.
 *
 * The server takes messages of several connections in turn, one at a time, and keeps to one connection only while a
 * transaction is open. A statement is several messages (Parse, Bind, Execute, Sync), and unnamed statements of all
 * connections share one slot in the single session: taken in turn, a connection would execute what another has parsed.
 * Saying "in a transaction" until the Sync makes the server finish a statement before it turns to the next connection.
 *
 * After an error within a statement PostgreSQL is silent until the Sync, and ready once; the embedded one says that it
 * is ready at once and again after the Sync, and a client takes the second for the end of its next statement, which it
 * believes to have no rows.
 */
export function holdCycles(db: PGlite): PGlite {
  let isWithin = false;
  let hasFailed = false;
  const runPart: Stream = async (message, options) => {
    if (hasFailed) return;
    const pass = filterMessages(
      (piece) => options?.onRawData?.(piece),
      (type) => {
        hasFailed ||= type === errorResponse;
        return type !== readyForQuery;
      },
    );
    await db.execProtocolRawStream(message, { ...options, onRawData: pass });
  };
  const replaced = {
    isInTransaction: () => isWithin || db.isInTransaction(),
    execProtocolRawStream: (...[message, options]: Parameters<Stream>) => {
      isWithin = withinCycle.has(message[0] ?? 0);
      if (isWithin) return runPart(message, options);
      hasFailed = false;
      return db.execProtocolRawStream(message, options);
    },
    // The server's ROLLBACK for a connection that went away in the middle.
    exec: (...args: Parameters<PGlite["exec"]>) => {
      isWithin = false;
      hasFailed = false;
      return db.exec(...args);
    },
  };
  return new Proxy(db, {
    get(target, name) {
      if (Object.hasOwn(replaced, name)) return replaced[name as keyof typeof replaced];
      const value: unknown = Reflect.get(target, name, target);
      return typeof value === "function" ? value.bind(target) : value;
    },
  });
}
