import { readSource } from "./source-files.ts";
import type { Target } from "./sqlmap.ts";

interface Parameter {
  readonly name: string;
  readonly in: "path" | "query" | "header";
  readonly required?: boolean;
  readonly schema: { readonly type?: string; readonly enum?: readonly string[]; readonly minimum?: number };
}

interface Operation {
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: object;
}

const { paths } = JSON.parse(readSource("server/openapi.json")) as {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};

/** Values that routes accept, by the name of the parameter. */
const samples: Readonly<Record<string, string>> = {
  action: "sign-in",
  after: "1",
  bbox: "107,34.3,107.2,34.4",
  by: "category",
  category: "theft",
  class: "hotel",
  collection: "incidents",
  column: "6",
  community: "1",
  dueBefore: "2026-01-01",
  file: "3.mvt",
  filter: "category = 'theft'",
  from: "2026-01-01T00:00:00Z",
  hour: "1",
  layer: "incidents",
  matrix: "3",
  on: "2026-01-01",
  period: "2025-Q2",
  priority: "1",
  purpose: "item=day-round&task=plan:1",
  risk_grade: "1",
  row: "3",
  status: "closed",
  subject: "residence:1",
  to: "2026-02-01T00:00:00Z",
  token: "x".repeat(43),
  weekday: "1",
  x: "6",
  z: "3",
};

type Values = Readonly<Record<string, string>>;

const sampleOf = ({ name, schema }: Parameter, values: Values = {}) =>
  values[name] ??
  schema.enum?.[0] ??
  samples[name] ??
  String(schema.minimum ?? (schema.type === "boolean" ? "true" : "1"));

/** What a parameter is: where it is, and of the filter that it is a language of its own. */
export type Kind = "path" | "query" | "header" | "cookie" | "body" | "filter";

const isFilter = ({ name }: Parameter) => name === "filter";

/** Every kind of parameter that the API has; the cookie is that of each of its sessions. */
export function kindsOfTheApi(): Kind[] {
  const kinds = new Set<Kind>(["cookie"]);
  for (const operation of Object.values(paths).flatMap((methods) => Object.values(methods))) {
    if (operation.requestBody !== undefined) kinds.add("body");
    for (const parameter of operation.parameters ?? []) kinds.add(isFilter(parameter) ? "filter" : parameter.in);
  }
  return [...kinds].sort();
}

/** Every route that is read. */
export const readingRoutes = Object.entries(paths).flatMap(([path, methods]) =>
  "get" in methods ? [`GET ${path}`] : [],
);

export interface Asked {
  readonly origin: string;
  readonly cookie: string;
  /** Which of its kinds of parameters are tried. */
  readonly kind: Kind;
  /** Of these names only. */
  readonly names?: readonly string[] | undefined;
  /** Values of the route's own, by the name of the parameter. */
  readonly values?: Values | undefined;
  readonly body?: object | undefined;
}

/** A request to a route with the parameters that are tried and those that it needs, as the document says. */
export function targetOf(route: string, { origin, cookie, kind, names, values, body }: Asked): Target {
  const [method = "", path = ""] = route.split(" ");
  const operation = paths[path]?.[method.toLowerCase()];
  if (operation === undefined) throw new Error(`There is no ${route}.`);
  const parameters = operation.parameters ?? [];
  const tried = parameters.filter(
    (one) => (isFilter(one) ? kind === "filter" : one.in === kind) && (names?.includes(one.name) ?? true),
  );
  const star = (of: Kind) => (kind === of ? "*" : "");
  const filled = path.replace(/\{(\w+)\}/g, (_all, name: string) => {
    const parameter = parameters.find((one) => one.in === "path" && one.name === name);
    return (parameter === undefined ? "1" : sampleOf(parameter)) + star("path");
  });
  const search = new URLSearchParams(
    parameters
      .filter((one) => one.in === "query" && (one.required === true || tried.includes(one)))
      .map((one) => [one.name, sampleOf(one, values)]),
  ).toString();
  const headers = parameters
    .filter((one) => one.in === "header")
    .map((one) => [one.name, sampleOf(one) + star("header")]);
  return {
    method,
    url: origin + filled + (search && `?${search}`),
    parameters: kind === "query" || kind === "filter" ? tried.map(({ name }) => name) : undefined,
    headers: {
      cookie: cookie + star("cookie"),
      ...(body !== undefined && { "content-type": "application/json" }),
      ...(method === "PATCH" && { "if-match": `"1"${star("header")}` }),
      ...Object.fromEntries(headers),
    },
    body,
  };
}
