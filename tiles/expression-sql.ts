import type { LayerDefinition } from "./catalogue.ts";
import type { Expression } from "./expression.ts";
import { type Property, requireProperty } from "./property.ts";

/** Where the rows of a layer stand in a database. */
export interface SqlSource {
  /** SQL of each attribute by name: its own type, so `timestamptz` for instants and `date` for dates. */
  readonly columns: Readonly<Record<string, string>>;
  /** IANA zone of local hours, weekdays and days. */
  readonly timeZone: string;
}

/** A condition with its parameters, `$1` onward. */
export interface SqlCondition {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * The expression as PostgreSQL says it: what the engine is held against, and the way out for whoever queries the tables.
 * Conditions compare columns with parameters, so that an index on a column is used. Throws RangeError for a property
 * that the layer does not have.
 */
export function expressionSql(definition: LayerDefinition, expression: Expression, source: SqlSource): SqlCondition {
  const values: unknown[] = [];
  return { text: write(expression), values };

  function write(node: Expression): string {
    if (node.op === "not") return `(not ${write(node.arg)})`;
    if (node.op === "and" || node.op === "or") {
      return node.args.length === 0 ? String(node.op === "and") : `(${node.args.map(write).join(` ${node.op} `)})`;
    }
    const property = requireProperty(definition, node.property);
    const column = columnOf(property);
    // "= any" of an empty list is false even for null, "is not null" too; these two are unknown then, as they should.
    if (node.op === "in" && node.values.length === 0) return `(${column} <> ${column})`;
    if (node.op === "in")
      return `(${wholeOf(property, column)} = any (${parameter(node.values)}::${arrayType(property)}))`;
    const ends = [
      ...(node.low === -Infinity ? [] : [`${column} >= ${end(property, node.low)}`]),
      ...(node.high === Infinity
        ? []
        : [
            `${column} ${property.type === "instant" ? `< ${end(property, node.high + 1)}` : `<= ${end(property, node.high)}`}`,
          ]),
    ];
    return ends.length === 0 ? `(${column} = ${column})` : `(${ends.join(" and ")})`;
  }

  function columnOf({ column, part }: Property): string {
    const name = definition.attributes[column]?.name ?? "";
    const sql = source.columns[name] ?? name;
    if (part === undefined) return sql;
    const local = `${sql} at time zone ${parameter(source.timeZone)}::text`;
    return part === "day" ? `(${local})::date` : `extract(${part === "hour" ? "hour" : "isodow"} from ${local})`;
  }

  function end({ type, isReal }: Property, value: number): string {
    if (isReal) return `${parameter(value)}::real`;
    if (type === "instant") return `to_timestamp(${parameter(value)}::float8)`;
    return type === "date" ? `(date '1970-01-01' + ${parameter(value)}::integer)` : `${parameter(value)}::bigint`;
  }

  function parameter(value: unknown): string {
    return `$${values.push(value)}`;
  }
}

function arrayType({ type, isReal }: Property): string {
  if (isReal) return "real[]";
  if (type === "boolean") return "boolean[]";
  return type === "text" ? "text[]" : "bigint[]";
}

/** Instants and dates as the whole numbers that lists hold. */
function wholeOf({ type }: Property, column: string): string {
  if (type === "instant") return `floor(extract(epoch from ${column}))`;
  return type === "date" ? `(${column} - date '1970-01-01')` : column;
}
