import { layers } from "@one-map/tiles/catalogue";
import { afterAll, expect, test } from "vitest";
import { testDatabase } from "../testing/database.ts";
import { layerSources } from "../tiles/layer-sources.ts";
import { clearances } from "./clearance.ts";
import { forbiddenMeaning } from "./forbidden-columns.ts";

const database = await testDatabase();
afterAll(() => database.close());

interface Column {
  readonly table: string;
  readonly column: string;
  readonly comment: string | null;
  readonly of: string | null;
}

/** Columns of the tables of the schemas whose name fits; partitions are what their table is. */
async function columnsOf(schemas: string): Promise<Column[]> {
  const { rows } = await database.pool.query<Column>(
    `select c.relname as "table", a.attname as "column", col_description(c.oid, a.attnum) as comment, obj_description(c.oid) as of
   from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid
   where n.nspname ~ $1 and c.relkind in ('r', 'p') and not c.relispartition and a.attnum > 0 and not a.attisdropped
     and c.relname not in ('schema_migration', 'spatial_ref_sys')
   order by 1, a.attnum`,
    [schemas],
  );
  return rows;
}

const found = await columnsOf("^public$");
// Tables of imports under way are made of what they import.
const beside = await columnsOf("^(?!public$|staging$|pg_|information_schema$)");

test("every column of the database has a clearance, and every clearance a column", () => {
  const inDatabase = found.map((row) => `${row.table}.${row.column}`).sort();
  const declared = Object.entries(clearances).flatMap(([table, columns]) =>
    Object.keys(columns).map((column) => `${table}.${column}`),
  );
  expect(inDatabase).toEqual(declared.sort());
});

test("every table and every column says what it is, in every schema", () => {
  const silent = [...found, ...beside].filter(
    (row) => row.of === null || (row.comment ?? (row.column === "one" ? "" : null)) === null,
  );
  expect(beside.length).toBeGreaterThan(30);
  expect(silent.map((row) => `${row.table}.${row.column}`)).toEqual([]);
});

test("no column has a forbidden name", () => {
  const forbidden = [...found, ...beside]
    .map((row) => [`${row.table}.${row.column}`, forbiddenMeaning(row.column)])
    .filter(([, meaning]) => meaning);
  expect(forbidden).toEqual([]);
});

test("no column has a forbidden meaning: its comment speaks of no person", () => {
  const personal =
    /\b(person's|resident's name|who lives|phone|passport|ethnic|religio|health|political|birth|biometric)\b/i;
  const forbidden = found
    .filter((row) => personal.test(row.comment ?? ""))
    .map((row) => `${row.table}.${row.column}: ${row.comment}`);
  expect(forbidden).toEqual([]);
});

test("tiles carry nothing above operational, and no attribute with a forbidden name", () => {
  const attributes = layers.flatMap((layer) =>
    layer.attributes.map((attribute) => ({ layer: layer.id, ...attribute })),
  );
  expect(attributes.filter(({ clearance }) => clearance === "personal" || clearance === "case")).toEqual([]);
  expect(attributes.filter(({ name }) => forbiddenMeaning(name) !== undefined)).toEqual([]);
});

test("a tile attribute is never freer than the column behind it", () => {
  for (const layer of layers) {
    const source = layerSources[layer.id];
    const columns: Record<string, string> = clearances[source.table as keyof typeof clearances];
    for (const [i, { name, clearance }] of layer.attributes.entries()) {
      // A column, or an expression over some.
      const behind = (source.attributes[i]?.match(/\w+/g) ?? []).flatMap((word) => columns[word] ?? []);
      expect(behind.length, `${layer.id}.${name} has a column`).toBeGreaterThan(0);
      if (behind.some((one) => one === "personal" || one === "case"))
        expect.unreachable(`${layer.id}.${name} comes from ${behind}`);
      // A unit's or an incident's community is the public border it lies in, nothing more.
      if (clearance === "public" && name !== "community_id") expect(behind.every((one) => one === "public")).toBe(true);
    }
  }
});
