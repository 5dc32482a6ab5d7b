import type { PGlite } from "@electric-sql/pglite";

/** Parse, Bind, Describe, Execute, Close and Flush: messages after which a client is in the middle of a statement. */
const withinCycle = new Set([..."PBDECH"].map((letter) => letter.charCodeAt(0)));

/**
 * The database for the socket server, which takes messages of several connections in turn, one at a time, and keeps to
 * one connection only while a transaction is open. A statement is several messages (Parse, Bind, Execute, Sync), and
 * unnamed statements of all connections share one slot in the single session: taken in turn, a connection would execute
 * what another has parsed. Saying "in a transaction" until the Sync makes the server finish a statement before it turns
 * to the next connection.
 */
export function holdCycles(db: PGlite): PGlite {
  let isWithin = false;
  const replaced = {
    isInTransaction: () => isWithin || db.isInTransaction(),
    execProtocolRawStream: (...args: Parameters<PGlite["execProtocolRawStream"]>) => {
      isWithin = withinCycle.has(args[0][0] ?? 0);
      return db.execProtocolRawStream(...args);
    },
    // The server's ROLLBACK for a connection that went away in the middle.
    exec: (...args: Parameters<PGlite["exec"]>) => {
      isWithin = false;
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
