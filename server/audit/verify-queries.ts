import type pg from "pg";
import type { Cut, SealedRow, SealRow } from "./verify.ts";

const rowsAtATime = 20_000;
const sealsAtATime = 500;

/**
 * Entries in order of their numbers, each with the text that is digested. It is put together here from the functions of
 * PostgreSQL alone: one of ours could have been replaced by whoever replaced the rows.
 */
export async function* readEntries(client: pg.ClientBase): AsyncGenerator<readonly SealedRow[]> {
  for (let after = -(2 ** 53 - 1); ; ) {
    const { rows } = await client.query<[number, string]>({
      rowMode: "array",
      text: `select seq, pg_catalog.json_build_array((extract(epoch from at) * 1000000)::bigint, account_id, role, action,
          outcome, subject, purpose, request_id, detail)::text
        from audit.entry where seq > $1 order by seq limit ${rowsAtATime}`,
      values: [after],
    });
    if (rows.length === 0) return;
    yield rows.map(([seq, text]) => ({ seq, text }));
    after = rows.at(-1)?.[0] as number;
  }
}

/** Seals in order of their batches. */
export async function* readSeals(client: pg.ClientBase): AsyncGenerator<readonly SealRow[]> {
  for (let after = -(2 ** 53 - 1); ; ) {
    const { rows } = await client.query<SealRow>(
      `select batch, first_seq as "firstSeq", last_seq as "lastSeq", digests, previous, hash,
         (extract(epoch from sealed_at) * 1000000)::bigint as "sealedMicros"
       from audit.seal where batch > $1 order by batch limit ${sealsAtATime}`,
      [after],
    );
    if (rows.length === 0) return;
    yield rows;
    after = rows.at(-1)?.batch as number;
  }
}

/** Where the chain begins; undefined at its first row. */
export async function readCut(client: pg.ClientBase): Promise<Cut | undefined> {
  const { rows } = await client.query<Cut>(
    `select batch, seq, hash, cut_at as at, exists (
       select from audit.inbox where action = 'audit-cut' and (detail ->> 'batch')::bigint = c.batch) as "isUnsealed"
     from audit.cut c`,
  );
  return rows[0];
}
