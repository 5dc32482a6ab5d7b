import type { LayerDefinition } from "./catalogue.ts";
import {
  type Comparison,
  checkDepth,
  type Expression,
  ExpressionBuilder,
  type Literal,
  parseDateText,
  parseInstantText,
} from "./expression.ts";
import { FilterError } from "./filter-error.ts";
import type { Property } from "./property.ts";

/**
 * Reads the same subset in CQL2 JSON: `{"op": "in", "args": [{"property": "category"}, ["theft", "noise"]]}`, with
 * `{"timestamp": "…Z"}` and `{"date": "…"}` as values. Throws FilterError with a JSON pointer to the offending part.
 */
export function readExpression(definition: LayerDefinition, json: unknown): Expression {
  return new JsonReader(definition).read(json, "", 0);
}

const comparisons = ["=", "<>", "<", "<=", ">", ">="] as const;

class JsonReader {
  private readonly build: ExpressionBuilder;

  constructor(definition: LayerDefinition) {
    this.build = new ExpressionBuilder(definition);
  }

  read(json: unknown, at: string, depth: number): Expression {
    checkDepth(depth, at);
    const { op, args } = isObject(json) ? json : {};
    if (typeof op !== "string" || !Array.isArray(args)) throw new FilterError("Expected an op and its args.", at);
    const argsAt = `${at}/args`;
    if (op === "and" || op === "or") {
      if (args.length === 0) throw new FilterError(`"${op}" joins at least one condition.`, argsAt);
      return this.build.join(
        op,
        args.map((arg, i) => this.read(arg, `${argsAt}/${i}`, depth + 1)),
        at,
      );
    }
    if (op === "not") {
      requireLength(args, 1, argsAt);
      return this.build.negate(this.read(args[0], `${argsAt}/0`, depth + 1), at);
    }
    return this.condition(op, args, at);
  }

  private condition(op: string, args: readonly unknown[], at: string): Expression {
    const argsAt = `${at}/args`;
    const property = this.property(args[0], `${argsAt}/0`);
    if (op === "between") {
      requireLength(args, 3, argsAt);
      return this.build.isBetween(property, literal(args[1], `${argsAt}/1`), literal(args[2], `${argsAt}/2`), at);
    }
    requireLength(args, 2, argsAt);
    if (op === "in") {
      if (!Array.isArray(args[1])) throw new FilterError("Expected a list of values.", `${argsAt}/1`);
      const literals = args[1].map((value: unknown, i) => literal(value, `${argsAt}/1/${i}`));
      return this.build.isIn(property, literals, at);
    }
    const comparison = { t_before: "<", t_after: ">" }[op] ?? op;
    if (!comparisons.includes(comparison as Comparison)) throw new FilterError(`There is no op "${op}".`, `${at}/op`);
    return this.build.compare(property, comparison as Comparison, literal(args[1], `${argsAt}/1`), at);
  }

  private property(json: unknown, at: string): Property {
    const name = isObject(json) ? json.property : undefined;
    if (typeof name !== "string") throw new FilterError('Expected {"property": …}.', at);
    return this.build.property(name, `${at}/property`);
  }
}

function literal(json: unknown, at: string): Literal {
  if (typeof json === "string") return { type: "text", value: json, at };
  if (typeof json === "number") return { type: "number", value: json, at };
  if (typeof json === "boolean") return { type: "boolean", value: String(json), at };
  const { timestamp, date } = isObject(json) ? json : {};
  const instant = typeof timestamp === "string" ? parseInstantText(timestamp) : undefined;
  if (instant !== undefined) return { type: "instant", value: instant, at };
  const day = typeof date === "string" ? parseDateText(date) : undefined;
  if (day !== undefined) return { type: "date", value: day, at };
  throw new FilterError("Expected a text, a number, true, false, a timestamp or a date.", at);
}

function requireLength(args: readonly unknown[], length: number, at: string): void {
  if (args.length !== length) throw new FilterError(`Expected ${length} args.`, at);
}

function isObject(json: unknown): json is Record<string, unknown> {
  return typeof json === "object" && json !== null && !Array.isArray(json);
}
