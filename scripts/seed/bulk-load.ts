import type pg from "pg";

interface Definition {
  readonly drop: string;
  readonly create: string;
}

/**
 * Takes down the secondary indexes and foreign keys of tables that are about to be filled, in the transaction of the
 * load: building an index once and checking a key once for all rows is several times faster than row by row.
 *
 * @returns puts back exactly what was there, and fails as the rows themselves would have failed
 */
export async function takeDown(client: pg.ClientBase, tables: readonly string[]): Promise<() => Promise<void>> {
  const { rows } = await client.query<Definition>(
    `select format('alter table %s drop constraint %I', c.conrelid::regclass, c.conname) as drop,
       format('alter table %s add constraint %I %s', c.conrelid::regclass, c.conname, pg_get_constraintdef(c.oid)) as create
     from pg_constraint c where c.contype = 'f' and c.conrelid = any ($1::regclass[])
     union all
     select format('drop index %s', i.indexrelid::regclass), pg_get_indexdef(i.indexrelid)
     from pg_index i where i.indrelid = any ($1::regclass[]) and not i.indisunique
       and not exists (select from pg_constraint c where c.conindid = i.indexrelid)`,
    [tables],
  );
  for (const { drop } of rows) await client.query(drop);
  return async () => {
    for (const { create } of rows) await client.query(create);
  };
}
