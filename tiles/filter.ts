import type { LayerDefinition } from "./catalogue.ts";
import { compileNormal } from "./compile-filter.ts";
import type { Expression } from "./expression.ts";
import { join, type Normal, normalKey, simplest, toNormal } from "./normal-form.ts";
import type { LayerColumns, RowTest } from "./run.ts";

/**
 * Which rows of a layer are wanted: every condition that is given must hold. A list that is empty matches nothing, and
 * a row whose value is null matches no condition on it.
 */
export interface Filter {
  /** Epoch seconds; the time attribute is at or after it. */
  readonly from?: number | undefined;
  /** Epoch seconds; the time attribute is before it. */
  readonly to?: number | undefined;
  /** Local hours of the time attribute, 0 to 23. */
  readonly hours?: readonly number[] | undefined;
  /** Local days of the week of the time attribute, 1 Monday to 7 Sunday. */
  readonly weekdays?: readonly number[] | undefined;
  /** Ids of communities. */
  readonly communities?: readonly number[] | undefined;
  /** Allowed values by attribute: texts for enum and text, numbers for integer, date and community. */
  readonly in?: Readonly<Record<string, readonly (string | number)[]>> | undefined;
  /** Anything else, as a tree; see `parseExpression` and `readExpression`. */
  readonly where?: Expression | undefined;
}

/** A text equal for filters that mean the same; empty for those that let everything pass. Throws as `compile` does. */
export function filterKey(definition: LayerDefinition, filter: Filter): string {
  const normal = normalise(definition, filter);
  return normal.op === "always" ? "" : normalKey(normal);
}

/**
 * The filter as loops over the layer's columns, the cheapest to fail first.
 * Throws RangeError for an attribute that the layer does not have, a time condition where it has no time, and hours or
 * weekdays that do not exist.
 */
export function compile(layer: LayerColumns, filter: Filter): RowTest[] {
  return compileNormal(layer, normalise(layer.definition, filter));
}

/** The one tree that says what a filter says. Throws as `compile` does. */
export function normalise(definition: LayerDefinition, filter: Filter): Normal {
  return join(
    "and",
    conditionsOf(definition, filter).map((one) => simplest(toNormal(definition, one))),
  );
}

/** The conditions of a filter, one expression each. */
export function conditionsOf(definition: LayerDefinition, filter: Filter): Expression[] {
  const { from, to, hours, weekdays, communities, where } = filter;
  const conditions: Expression[] = [];
  if (from !== undefined || to !== undefined) {
    const { timeAttribute, id } = definition;
    if (timeAttribute === undefined) throw new RangeError(`Layer "${id}" has no time to filter by.`);
    // Instants are whole seconds: before `to` is at most the second that begins before it.
    const [low, high] = [Math.ceil(from ?? -Infinity), Math.ceil(to ?? Infinity) - 1];
    conditions.push({ op: "between", property: timeAttribute, low, high });
  }
  if (hours) conditions.push({ op: "in", property: "hour", values: checked(hours, 0, 23, "An hour") });
  if (weekdays) conditions.push({ op: "in", property: "weekday", values: checked(weekdays, 1, 7, "A weekday") });
  if (communities) conditions.push({ op: "in", property: "community", values: communities });
  for (const [property, values] of Object.entries(filter.in ?? {})) conditions.push({ op: "in", property, values });
  if (where) conditions.push(where);
  return conditions;
}

function checked(values: readonly number[], low: number, high: number, what: string): readonly number[] {
  if (values.every((value) => Number.isInteger(value) && value >= low && value <= high)) return values;
  throw new RangeError(`${what} lies between ${low} and ${high}.`);
}
