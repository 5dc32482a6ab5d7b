import type { LayerDefinition } from "./catalogue.ts";
import { FilterError } from "./filter-error.ts";
import { findProperty, type Property, partRange } from "./property.ts";
import { realBeside } from "./real.ts";

/**
 * Which rows are wanted, as a small tree. A condition on a row's null is neither true nor false, as in SQL: such a row
 * passes neither the condition nor its negation.
 */
export type Expression =
  | { readonly op: "and"; readonly args: readonly Expression[] }
  | { readonly op: "or"; readonly args: readonly Expression[] }
  | { readonly op: "not"; readonly arg: Expression }
  /** One of the values; booleans as the texts "true" and "false". */
  | { readonly op: "in"; readonly property: string; readonly values: readonly (string | number)[] }
  /** Both ends belong to it; either may be infinite. */
  | { readonly op: "between"; readonly property: string; readonly low: number; readonly high: number };

/** Most conditions and connectives of one expression, and how deep they may nest. */
export const mostNodes = 32;
export const deepest = 5;

/** Most values of one list. */
export const mostValues = 1000;

/** A value as it was written: its type by form, its place for error messages. */
export interface Literal {
  readonly type: Property["type"];
  /** Whole seconds for instants, whole days for dates. */
  readonly value: string | number;
  readonly at: number | string;
}

export type Comparison = "=" | "<>" | "<" | "<=" | ">" | ">=";

/**
 * Checks what the parsers read and makes the nodes: the one place that knows which property takes which values. It
 * counts the nodes too.
 */
export class ExpressionBuilder {
  private readonly definition: LayerDefinition;
  private nodes = 0;

  constructor(definition: LayerDefinition) {
    this.definition = definition;
  }

  /** Throws FilterError for an unknown property. */
  property(name: string, at: number | string): Property {
    const found = findProperty(this.definition, name);
    if (found !== undefined) return found;
    throw new FilterError(`Layer "${this.definition.id}" has no "${name}" to filter by.`, at, "unknown-field");
  }

  isIn(property: Property, literals: readonly Literal[], at: number | string): Expression {
    this.count(at);
    if (literals.length > mostValues)
      throw new FilterError(`A list holds at most ${mostValues} values.`, at, "too-complex");
    return { op: "in", property: property.name, values: literals.map((literal) => valueFor(property, literal)) };
  }

  isBetween(property: Property, low: Literal, high: Literal, at: number | string): Expression {
    this.count(at);
    requireOrder(property, at);
    const ends = { low: valueFor(property, low) as number, high: valueFor(property, high) as number };
    return { op: "between", property: property.name, ...ends };
  }

  compare(property: Property, comparison: Comparison, literal: Literal, at: number | string): Expression {
    if (comparison === "=") return this.isIn(property, [literal], at);
    if (comparison === "<>") return this.negate(this.isIn(property, [literal], at), at);
    this.count(at);
    requireOrder(property, at);
    const value = valueFor(property, literal) as number;
    const beside = (step: -1 | 1) => (property.isReal ? realBeside(value, step) : value + step);
    const [low, high] = {
      "<": [-Infinity, beside(-1)],
      "<=": [-Infinity, value],
      ">": [beside(1), Infinity],
      ">=": [value, Infinity],
    }[comparison] as [number, number];
    return { op: "between", property: property.name, low, high };
  }

  negate(arg: Expression, at: number | string): Expression {
    this.count(at);
    return { op: "not", arg };
  }

  join(op: "and" | "or", args: readonly Expression[], at: number | string): Expression {
    this.count(at);
    return { op, args };
  }

  private count(at: number | string): void {
    if (++this.nodes > mostNodes) throw new FilterError(`A filter has at most ${mostNodes} parts.`, at, "too-complex");
  }
}

/** Throws FilterError when brackets and connectives nest deeper than allowed. */
export function checkDepth(depth: number, at: number | string): void {
  if (depth > deepest) throw new FilterError(`A filter nests at most ${deepest} deep.`, at, "too-complex");
}

function requireOrder({ name, type }: Property, at: number | string): void {
  if (type === "text" || type === "boolean") throw new FilterError(`"${name}" has no order to compare by.`, at);
}

function valueFor({ name, type, part, isReal }: Property, literal: Literal): string | number {
  if (literal.type !== type) {
    throw new FilterError(`"${name}" is compared with a ${type}, not with a ${literal.type}.`, literal.at);
  }
  const { value } = literal;
  // Rounded as the column is: what was stored as 0.1 equals 0.1.
  if (isReal) return Math.fround(value as number);
  if (typeof value === "number" && !Number.isSafeInteger(value)) {
    throw new FilterError(`"${name}" is compared with whole numbers.`, literal.at);
  }
  if (part === undefined) return value;
  const [least, most] = partRange[part];
  if ((value as number) >= least && (value as number) <= most) return value;
  throw new FilterError(`"${name}" lies between ${least} and ${most}.`, literal.at);
}

/** Epoch seconds of an RFC 3339 instant, its fraction cut off, or undefined. */
export function parseInstantText(text: string): number | undefined {
  const isInstant = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i.test(text);
  const millis = isInstant ? Date.parse(text) : Number.NaN;
  return Number.isNaN(millis) ? undefined : Math.floor(millis / 1000);
}

/** Epoch days of a calendar date `2026-11-24`, or undefined. */
export function parseDateText(text: string): number | undefined {
  const millis = /^\d{4}-\d\d-\d\d$/.test(text) ? Date.parse(`${text}T00:00:00Z`) : Number.NaN;
  const isReal = !Number.isNaN(millis) && new Date(millis).toISOString().startsWith(text);
  return isReal ? millis / 86_400_000 : undefined;
}
