import type { LayerDefinition } from "./catalogue.ts";

/**
 * What a condition speaks of: an attribute of the layer, or a part of the local time of its time attribute. `community`
 * is another word for the attribute of that kind.
 */
export interface Property {
  /** Name under which equal properties are equal. */
  readonly name: string;
  /** Position of the attribute that is read. */
  readonly column: number;
  /** Type of the values that conditions name; instants are epoch seconds, dates epoch days. */
  readonly type: "text" | "boolean" | "number" | "instant" | "date";
  /** True for numbers with a fraction, which the engine keeps and compares as places; see `real.ts`. */
  readonly isReal?: boolean;
  /** Part of the local time, for the properties that no column of the definition holds. */
  readonly part?: "hour" | "weekday" | "day";
}

/** Smallest and largest value of the parts of the local time. */
export const partRange = { hour: [0, 23], weekday: [1, 7], day: [-Infinity, Infinity] } as const;

const typeOfPart = { hour: "number", weekday: "number", day: "date" } as const;

const typeOf = {
  enum: "text",
  text: "text",
  boolean: "boolean",
  integer: "number",
  real: "number",
  community: "number",
  instant: "instant",
  date: "date",
} as const;

/** The property that a name means in a layer, or undefined where it means none. */
export function findProperty(definition: LayerDefinition, name: string): Property | undefined {
  const { attributes, timeAttribute } = definition;
  const own = attributes.findIndex(
    (attribute) => attribute.name === name || (name === "community" && attribute.kind === "community"),
  );
  const attribute = attributes[own];
  if (attribute !== undefined) {
    const property = { name: attribute.name, column: own, type: typeOf[attribute.kind] };
    return attribute.kind === "real" ? { ...property, isReal: true } : property;
  }
  const time = attributes.findIndex((one) => one.name === timeAttribute);
  if (time < 0 || (name !== "hour" && name !== "weekday" && name !== "day")) return undefined;
  return { name, column: time, type: typeOfPart[name], part: name };
}

/** The same; throws RangeError where the name means nothing. */
export function requireProperty(definition: LayerDefinition, name: string): Property {
  const property = findProperty(definition, name);
  if (property !== undefined) return property;
  throw new RangeError(`Layer "${definition.id}" has no "${name}" to filter by.`);
}
