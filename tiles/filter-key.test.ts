import fc from "fast-check";
import { expect, test } from "vitest";
import type { Expression } from "./expression.ts";
import { filterKey } from "./filter.ts";
import { requireProperty } from "./property.ts";
import { anyExpression } from "./testing/sample-expressions.ts";
import { sampleLayer } from "./testing/sample-points.ts";

const keyOf = (where: Expression) => filterKey(sampleLayer, { where });
const not = (arg: Expression): Expression => ({ op: "not", arg });

/** Says the same in other words, as the numbers decide; a number for each part. */
function reworded(expression: Expression, next: () => number): Expression {
  const other = inOtherWords(expression, next);
  return next() % 4 === 0 ? not(not(other)) : other;
}

function inOtherWords(expression: Expression, next: () => number): Expression {
  if (expression.op === "not") return not(reworded(expression.arg, next));
  if (expression.op === "and" || expression.op === "or") return joinedOtherwise(expression, next);
  if (expression.op === "in") return listedOtherwise(expression, next);
  const { property, low, high } = expression;
  const choice = next() % 4;
  if (choice === 0)
    return {
      op: "and",
      args: [
        { op: "between", property, low, high: Infinity },
        { op: "between", property, low: -Infinity, high },
      ],
    };
  if (choice === 1 && low <= high && high - low < 8)
    return { op: "in", property, values: Array.from({ length: high - low + 1 }, (_, i) => high - i) };
  if (choice === 2 && Number.isFinite(low) && Number.isFinite(high) && low <= high)
    return not({
      op: "or",
      args: [
        { op: "between", property, low: high + 1, high: Infinity },
        { op: "between", property, low: -Infinity, high: low - 1 },
      ],
    });
  return expression;
}

function joinedOtherwise({ op, args }: Expression & { op: "and" | "or" }, next: () => number): Expression {
  const parts = args.map((arg) => reworded(arg, next));
  const turned = next() % 2 === 0 ? parts.toReversed() : parts;
  const choice = next() % 4;
  const [first, ...rest] = turned as [Expression, ...Expression[]];
  if (choice === 0) return { op, args: [...turned, first] };
  if (choice === 1 && rest.length > 0) return { op, args: [first, { op, args: rest }] };
  if (choice === 2) return not({ op: op === "and" ? "or" : "and", args: turned.map(not) });
  return { op, args: turned };
}

function listedOtherwise(expression: Expression & { op: "in" }, next: () => number): Expression {
  const { property, values } = expression;
  const [first] = values;
  if (first === undefined) return expression;
  const one = (value: string | number): Expression => ({ op: "in", property, values: [value] });
  const choice = next() % 4;
  if (choice === 0) return { op: "or", args: values.map(one) };
  if (choice === 1) return not({ op: "and", args: values.map((value) => not(one(value))) });
  if (choice === 2 && requireProperty(sampleLayer, property).type !== "text" && typeof first === "number")
    return {
      op: "or",
      args: (values as readonly number[]).map((value) => ({ op: "between", property, low: value, high: value })),
    };
  return { op: "in", property, values: [...values.toReversed(), first] };
}

test("however an expression is worded, by order, repetition, nesting, negation, lists or ranges, its key is the same", () => {
  let worded = 0;
  fc.assert(
    fc.property(anyExpression, fc.array(fc.nat(1000), { minLength: 8, maxLength: 60 }), (where, numbers) => {
      let at = 0;
      const other = reworded(where, () => numbers[at++ % numbers.length] as number);
      if (JSON.stringify(other) !== JSON.stringify(where)) worded++;
      expect(keyOf(other)).toBe(keyOf(where));
    }),
    { numRuns: 3000 },
  );
  expect(worded).toBeGreaterThan(1000);
});
