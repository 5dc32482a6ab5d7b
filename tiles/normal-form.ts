import type { LayerDefinition } from "./catalogue.ts";
import type { Expression } from "./expression.ts";
import { complement, type Intervals, intersection, interval, intervalsOf, union } from "./intervals.ts";
import { type Property, partRange, requireProperty } from "./property.ts";
import { placeOfReal } from "./real.ts";

/**
 * An expression without negations, in which each property is asked once a list: `not` is carried down to the
 * conditions, conditions on one property become one, lists are sorted and free of repeats. Expressions that mean the
 * same by these rules have one key. Whatever reads it may take null as failing every condition.
 */
export type Normal =
  | { readonly op: "and"; readonly args: readonly Normal[] }
  | { readonly op: "or"; readonly args: readonly Normal[] }
  | Condition
  /** Everything passes, or nothing. */
  | { readonly op: "always" }
  | { readonly op: "never" };

export type Condition =
  /** The text is one of these; with `except`, there is a text and it is none of these. */
  | { readonly op: "texts"; readonly property: Property; readonly texts: readonly string[]; readonly except: boolean }
  /** The number, or the place of a real, lies in one of these intervals. */
  | { readonly op: "numbers"; readonly property: Property; readonly intervals: Intervals };

const always: Normal = { op: "always" };
const never: Normal = { op: "never" };

/** Throws RangeError for a property that the layer does not have. */
export function toNormal(definition: LayerDefinition, expression: Expression, isNegated = false): Normal {
  if (expression.op === "not") return toNormal(definition, expression.arg, !isNegated);
  if (expression.op === "and" || expression.op === "or") {
    const isAnd = (expression.op === "and") !== isNegated;
    return join(
      isAnd ? "and" : "or",
      expression.args.map((arg) => toNormal(definition, arg, isNegated)),
    );
  }
  const property = requireProperty(definition, expression.property);
  if (expression.op === "between") {
    const [low, high] = property.isReal
      ? [placeOfReal(expression.low), placeOfReal(expression.high)]
      : [expression.low, expression.high];
    return numbers(property, interval(low, high), isNegated);
  }
  const { values } = expression;
  if (property.type !== "text" && property.type !== "boolean") {
    const wanted = values.map((value) => (property.isReal ? placeOfReal(Number(value)) : Number(value)));
    return numbers(property, intervalsOf(wanted.filter(Number.isSafeInteger)), isNegated);
  }
  const texts = values.map(String);
  if (property.type === "text") return { op: "texts", property, texts: sortedSet(texts), except: isNegated };
  const wanted = ["false", "true"].filter((text) => texts.includes(text) !== isNegated);
  return { op: "texts", property, texts: wanted, except: false };
}

/** All of them (`and`) or at least one (`or`), with what can be said in fewer conditions said so. */
export function join(op: "and" | "or", args: readonly Normal[]): Normal {
  const [neutral, decisive] = op === "and" ? [always, never] : [never, always];
  const flat = args.flatMap((arg) => (arg.op === op ? arg.args : [arg]));
  const merged = new Map<string, Normal>();
  for (const arg of flat) {
    const isCondition = arg.op === "texts" || arg.op === "numbers";
    const key = isCondition ? `property ${arg.property.name}` : normalKey(arg);
    const known = merged.get(key);
    merged.set(key, known && isCondition ? mergeConditions(op, known as Condition, arg) : arg);
  }
  const left = [...merged.values()].map(simplest).filter((arg) => arg.op !== neutral.op);
  if (left.some((arg) => arg.op === decisive.op)) return decisive;
  if (left.length <= 1) return left[0] ?? neutral;
  return { op, args: left.sort((a, b) => (normalKey(a) < normalKey(b) ? -1 : 1)) };
}

/** A text equal for equal normal forms only. */
export function normalKey(normal: Normal): string {
  if (normal.op === "and" || normal.op === "or") return `${normal.op}(${normal.args.map(normalKey).join(",")})`;
  if (normal.op === "texts") {
    const list = JSON.stringify(normal.texts);
    return `${normal.property.name}${normal.except ? "!" : "="}${list}`;
  }
  if (normal.op === "numbers") {
    return `${normal.property.name}:${normal.intervals.map(([low, high]) => `${low}..${high}`).join("|")}`;
  }
  return normal.op;
}

/** A condition that no row can pass is `never`. One that every row with a value passes stays: null does not. */
export function simplest(normal: Normal): Normal {
  if (normal.op === "numbers" && normal.intervals.length === 0) return never;
  if (normal.op === "texts" && !normal.except && normal.texts.length === 0) return never;
  return normal;
}

function numbers(property: Property, intervals: Intervals, isNegated: boolean): Normal {
  const { part } = property;
  const wanted = isNegated ? complement(intervals) : intervals;
  const [low, high] = part === undefined ? [-Infinity, Infinity] : partRange[part];
  return { op: "numbers", property, intervals: intersection(wanted, interval(low, high)) };
}

function mergeConditions(op: "and" | "or", a: Condition, b: Condition): Condition {
  if (a.op === "numbers" && b.op === "numbers") {
    const { intervals } = b;
    return {
      ...a,
      intervals: op === "and" ? intersection(a.intervals, intervals) : union([...a.intervals, ...intervals]),
    };
  }
  return mergeTexts(op, a as Condition & { op: "texts" }, b as Condition & { op: "texts" });
}

/** An excluding set is the complement of its texts, so union and intersection change places for it. */
function mergeTexts(op: "and" | "or", a: Condition & { op: "texts" }, b: Condition & { op: "texts" }): Condition {
  const without = (from: readonly string[], what: readonly string[]) => from.filter((text) => !what.includes(text));
  const common = (x: readonly string[], y: readonly string[]) => x.filter((text) => y.includes(text));
  const isAnd = op === "and";
  if (a.except === b.except) {
    const isUnion = isAnd === a.except;
    return { ...a, texts: isUnion ? sortedSet([...a.texts, ...b.texts]) : common(a.texts, b.texts) };
  }
  const [including, excluding] = a.except ? [b, a] : [a, b];
  return isAnd
    ? { ...including, texts: without(including.texts, excluding.texts) }
    : { ...excluding, texts: without(excluding.texts, including.texts) };
}

function sortedSet(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
