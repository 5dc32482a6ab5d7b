import fc from "fast-check";
import type { PointRow } from "../columns.ts";
import type { Expression } from "../expression.ts";
import { requireProperty } from "../property.ts";
import { categories, instant, localDay, localHour, localWeekday, sampleLayer } from "./sample-points.ts";

const values: Readonly<Record<string, fc.Arbitrary<string | number>>> = {
  community_id: fc.integer({ min: 0, max: 6 }),
  category: fc.constantFrom(...categories, "unheard of"),
  priority: fc.integer({ min: -3, max: 6 }),
  note: fc.string({ maxLength: 2, unit: "grapheme-ascii" }),
  seen_at: instant,
  due_on: fc.integer({ min: 19_990, max: 20_110 }),
  open: fc.constantFrom("true", "false"),
  hour: fc.integer({ min: 0, max: 23 }),
  weekday: fc.integer({ min: 1, max: 7 }),
  // Days of the two weeks that the instants fall in, and around.
  day: fc.integer({ min: 20_742, max: 20_760 }),
};

const condition: fc.Arbitrary<Expression> = fc.constantFrom(...Object.keys(values)).chain((property) => {
  const value = values[property] as fc.Arbitrary<string | number>;
  const list = fc.array(value, { maxLength: 4 }).map((held): Expression => ({ op: "in", property, values: held }));
  const { type } = requireProperty(sampleLayer, property);
  if (type === "text" || type === "boolean") return list;
  const end = (none: number) => fc.option(value as fc.Arbitrary<number>, { nil: none });
  const range = fc
    .tuple(end(-Infinity), end(Infinity))
    .map(([low, high]): Expression => ({ op: "between", property, low, high }));
  return fc.oneof(list, range);
});

/** Any expression over the sample layer, up to four deep. */
export const anyExpression: fc.Arbitrary<Expression> = fc.letrec<{ node: Expression }>((tie) => {
  const args = fc.array(tie("node"), { minLength: 1, maxLength: 4 });
  return {
    node: fc.oneof(
      { maxDepth: 3, withCrossShrink: true },
      condition,
      args.map((list): Expression => ({ op: "and", args: list })),
      args.map((list): Expression => ({ op: "or", args: list })),
      tie("node").map((arg): Expression => ({ op: "not", arg })),
    ),
  };
}).node;

/** What an expression means for a row, said slowly: true, false, or null for unknown. */
export function passesExpression(row: PointRow, expression: Expression, timeZone: string): boolean | null {
  if (expression.op === "not") {
    const inner = passesExpression(row, expression.arg, timeZone);
    return inner === null ? null : !inner;
  }
  if (expression.op === "and" || expression.op === "or") {
    const outcomes = expression.args.map((arg) => passesExpression(row, arg, timeZone));
    const decisive = expression.op === "or";
    if (outcomes.includes(decisive)) return decisive;
    return outcomes.includes(null) ? null : !decisive;
  }
  const { column, part } = requireProperty(sampleLayer, expression.property);
  const held = row.values[column] ?? null;
  if (held === null) return null;
  const value = part === undefined ? held : partOf[part](held as number, timeZone);
  if (expression.op === "in") return expression.values.some((one) => String(one) === String(value));
  return (value as number) >= expression.low && (value as number) <= expression.high;
}

const partOf = { hour: localHour, weekday: localWeekday, day: localDay } as const;
