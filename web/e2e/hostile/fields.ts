import { readSource } from "@one-map/server/testing/source-files";

/** What becomes of a text that the API takes. */
export type Fate =
  /** Stored, and shown by a page: by this mark it is found there. */
  | { readonly shown: string; readonly longest?: number }
  /** Stored, and shown by no page; why. */
  | { readonly unshown: string; readonly longest?: number }
  /** No payload is taken; why. */
  | { readonly refused: string }
  /** Weighed and forgotten, such as a password. */
  | { readonly forgotten: string };

const instant: Fate = { refused: "is a time" };
const secret: Fate = { forgotten: "a secret, of which what proves it is kept" };
const told: Fate = { forgotten: "what a provider is said to have answered, of which nothing is kept" };
const sought: Fate = { forgotten: "an address that is looked for, of which what was found is kept" };
const code: Fate = { refused: "a code of a vocabulary, which imports alone add to" };
const names = (mark: string) =>
  Object.fromEntries(["zhHans", "zhHant", "en"].map((one, i) => [`names/${one}`, { shown: `~${mark}${i}` }]));
const rows = (route: string, fates: Readonly<Record<string, Fate>>) =>
  Object.fromEntries(Object.entries(fates).map(([field, fate]) => [`${route} ${field}`, fate]));

/** Every text that a body of the API takes and that is not kept to a list, a pattern or a format. */
export const fates: Readonly<Record<string, Fate>> = {
  ...rows("POST /api/setup", { token: secret, password: secret }),
  ...rows("POST /api/sessions", { password: secret }),
  ...rows("PUT /api/sessions/current/password", { password: secret, newPassword: secret }),
  ...rows("POST /api/sessions/current/proof", { password: secret }),
  ...rows("POST /api/oidc/answers", { state: told, code: told, iss: told, error: told }),
  ...rows("POST /api/subject/search", { road: sought, number: sought }),
  ...rows("POST /api/accounts", { password: secret }),
  ...rows("POST /api/accounts/{id}/scopes", { validFrom: instant, validTo: instant }),
  ...rows("POST /api/communities", {
    code: { unshown: "a code of the office, read over HTTP", longest: 40 },
    ...names("c"),
  }),
  ...rows("PATCH /api/communities/{id}", names("d")),
  ...rows("POST /api/corrections", {
    statement: { shown: "~s", longest: 1_000 },
  }),
  ...rows("PUT /api/corrections/{id}/decision", {
    answer: { shown: "~t", longest: 1_000 },
  }),
  ...rows("POST /api/retention/holds", { reason: { shown: "~h", longest: 200 } }),
  ...rows("POST /api/break-glass", { reason: { shown: "~g", longest: 200 } }),
  ...rows("POST /api/residences", { lastCheckedAt: instant }),
  ...rows("PATCH /api/residences/{id}", { lastCheckedAt: instant }),
  ...rows("POST /api/venues", { class: code, ...names("v"), licence: { unshown: "read over HTTP", longest: 60 } }),
  ...rows("PATCH /api/venues/{id}", {
    class: code,
    ...names("w"),
    licence: { unshown: "read over HTTP", longest: 60 },
  }),
  ...rows("POST /api/incidents", { category: code, occurredFrom: instant, occurredTo: instant, reportedAt: instant }),
  ...rows("PATCH /api/incidents/{id}", { category: code }),
  ...rows("POST /api/units", { callSign: { shown: "~u", longest: 24 } }),
  ...rows("PATCH /api/units/{id}", { lastFixAt: instant }),
  ...rows("POST /api/visits", { visitedAt: instant }),
  ...rows("POST /api/exports", {
    "categories/*": { unshown: "a filter, kept with the file", longest: 60 },
    "statuses/*": { unshown: "a filter, kept with the file", longest: 60 },
    view: { unshown: "kept on record with the number of a picture", longest: 800 },
    from: instant,
    to: instant,
    item: { refused: "an item of the list of purposes" },
    reason: { shown: "~e", longest: 200 },
  }),
};

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly additionalProperties?: boolean | Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly pattern?: string;
  readonly format?: string;
}

interface Document {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<
        Record<
          string,
          { readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> } }
        >
      >
    >
  >;
}

/** Texts that bodies of the API take, as `METHOD /path field`, by the document that describes it. */
export function textsOfTheApi(): string[] {
  const document = JSON.parse(readSource("server/openapi.json")) as Document;
  const resolve = (schema: Schema): Schema =>
    schema.$ref === undefined
      ? schema
      : resolve(
          schema.$ref
            .split("/")
            .slice(1)
            .reduce((at: unknown, key) => (at as Record<string, unknown>)[key], document) as Schema,
        );
  const textsIn = (given: Schema, at: string): string[] => {
    const schema = resolve(given);
    const { properties = {}, items, additionalProperties, anyOf = [], oneOf = [], allOf = [] } = schema;
    const isText = schema.type === "string" || (Array.isArray(schema.type) && schema.type.includes("string"));
    const isKept = [schema.enum, schema.const, schema.pattern, schema.format].some((rule) => rule !== undefined);
    const below = (key: string, one: Schema) => textsIn(one, at === "" ? key : `${at}/${key}`);
    return [
      ...(isText && !isKept ? [at] : []),
      ...[...anyOf, ...oneOf, ...allOf].flatMap((one) => textsIn(one, at)),
      ...Object.entries(properties).flatMap(([key, one]) => below(key, one)),
      ...(items === undefined ? [] : below("*", items)),
      ...(typeof additionalProperties === "object" ? below("{}", additionalProperties) : []),
    ];
  };
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { requestBody }]) =>
      Object.values(requestBody?.content ?? {}).flatMap(({ schema }) =>
        [...new Set(textsIn(schema, ""))].map((field) => `${method.toUpperCase()} ${path} ${field}`),
      ),
    ),
  );
}
