import type pg from "pg";

interface LeftOut {
  areLeftOut: boolean;
}

/**
 * Lets statements that begin with some words be answered at once, without the database, while they are left out: what they cost
 * shows in what everything else costs without them. For connections that are opened after this.
 */
export function leaveOut(pool: pg.Pool, words: string): LeftOut {
  const state: LeftOut = { areLeftOut: false };
  const answer = { command: "INSERT", rowCount: 1, rows: [] };
  pool.on("connect", (client) => {
    const send = client.query.bind(client) as (...given: readonly unknown[]) => unknown;
    const query = (...given: readonly unknown[]) =>
      state.areLeftOut && String(given[0]).trimStart().startsWith(words) ? Promise.resolve(answer) : send(...given);
    Object.assign(client, { query });
  });
  return state;
}
