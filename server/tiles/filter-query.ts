import { findLayer, type LayerDefinition } from "@one-map/tiles/catalogue";
import type { Expression } from "@one-map/tiles/expression";
import { readExpression } from "@one-map/tiles/expression-json";
import { parseExpression } from "@one-map/tiles/expression-text";
import type { Filter } from "@one-map/tiles/filter";
import { FilterError } from "@one-map/tiles/filter-error";
import { Type } from "typebox";
import { parseIntegers, parseList, parseWindow } from "../http/parameters.ts";
import { HttpProblem } from "../http/problems.ts";

const list = (description: string) => Type.Optional(Type.String({ maxLength: 4_000, description }));

/** Query parameters of a filter; the same words for tiles, counts and surfaces. */
export const FilterQuery = {
  from: list("At or after, RFC 3339"),
  to: list("Before, RFC 3339"),
  hour: list("Local hours 0 to 23, comma-separated"),
  weekday: list("Local weekdays, 1 Monday to 7 Sunday, comma-separated"),
  community: list("Ids of communities, comma-separated"),
  category: list("Codes of categories, comma-separated"),
  status: list("Statuses, comma-separated"),
  priority: list("Priorities 1 to 5, comma-separated"),
  class: list("Codes of venue classes, comma-separated"),
  risk_grade: list("Risk grades 1 to 4, comma-separated"),
  filter: list("Any other condition, in CQL2 text or CQL2 JSON: category IN ('theft') AND NOT hour BETWEEN 6 AND 21"),
};

type Query = Partial<Record<keyof typeof FilterQuery, string | undefined>>;

const attributeParameters = ["category", "status", "priority", "class", "risk_grade"] as const;

/** The filter of a request for a layer; throws a problem for a parameter that the layer has no attribute for. */
export function parseFilter(layerId: string, query: Query): Filter {
  const layer = findLayer(layerId) as LayerDefinition;
  const needs = (name: string, has: boolean) => {
    if (!has)
      throw new HttpProblem("query-parameter", `Layer "${layerId}" cannot be filtered by "${name}".`, [
        { pointer: name, reason: "not an attribute of this layer" },
      ]);
  };
  for (const name of ["from", "to", "hour", "weekday"] as const)
    if (query[name] !== undefined) needs(name, layer.timeAttribute !== undefined);
  if (query.community !== undefined)
    needs(
      "community",
      layer.attributes.some(({ kind }) => kind === "community"),
    );
  const { from, to } = parseWindow(query.from, query.to);
  const lists: Record<string, (string | number)[]> = {};
  for (const name of attributeParameters) {
    if (query[name] === undefined) continue;
    const attribute = layer.attributes.find((candidate) => candidate.name === name);
    needs(name, attribute !== undefined);
    lists[name] =
      (attribute?.kind === "integer" ? parseIntegers(name, query[name], 0, 1_000_000) : parseList(name, query[name])) ??
      [];
  }
  return {
    from: from && from.getTime() / 1000,
    to: to && to.getTime() / 1000,
    hours: parseIntegers("hour", query.hour, 0, 23),
    weekdays: parseIntegers("weekday", query.weekday, 1, 7),
    communities: parseIntegers("community", query.community, 1, Number.MAX_SAFE_INTEGER),
    ...(Object.keys(lists).length > 0 && { in: lists }),
    ...(query.filter !== undefined && { where: parseWhere(layer, query.filter) }),
  };
}

/** CQL2 text, or CQL2 JSON when it begins with a brace; a problem says where it could not be read. */
function parseWhere(layer: LayerDefinition, text: string): Expression {
  try {
    if (!text.trimStart().startsWith("{")) return parseExpression(layer, text);
    return readExpression(layer, JSON.parse(text));
  } catch (error) {
    if (error instanceof SyntaxError)
      throw new HttpProblem("filter-invalid", "The filter begins with a brace but is not JSON.", [
        { pointer: "filter", reason: "not JSON" },
      ]);
    if (!(error instanceof FilterError)) throw error;
    const place = typeof error.at === "number" ? `character ${error.at}` : error.at || "the whole";
    throw new HttpProblem(`filter-${error.fault}`, error.message, [{ pointer: "filter", reason: `at ${place}` }]);
  }
}

/** The filter and the scope together: a row must pass both, so the key, the cache and the ETag hold the scope too. */
export function within(filter: Filter, communities: readonly number[]): Filter {
  return withOnly(filter, "community", communities);
}

/** The filter, and of what passes it only what has one of the values. */
export function withOnly(filter: Filter, property: string, values: readonly (string | number)[]): Filter {
  const only = { op: "in", property, values } as const;
  return { ...filter, where: filter.where ? { op: "and", args: [filter.where, only] } : only };
}
