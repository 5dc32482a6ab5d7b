import fc from "fast-check";
import { afterAll, describe, expect, test } from "vitest";
import { buildOpenApi } from "../openapi.ts";
import { testApp } from "../testing/app.ts";

const { app, close } = await testApp({ layers: true });
afterAll(close);

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Schema[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly format?: string;
}

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

const document = (await buildOpenApi()) as {
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

/** What people and programs send to see whether something gives. */
const hostile = fc.oneof(
  fc.constantFrom(
    "",
    "0",
    "-1",
    "1e9",
    "9223372036854775808",
    "NaN",
    "null",
    "true",
    "[]",
    "{}",
    "%",
    "_",
    "%_\\",
    "' or 1=1--",
    '"; drop table incident;--',
    "$1",
    "{{1}}",
    "../../etc/passwd",
    "\u0000",
    "\ud800",
    "\u202eabc",
    "a,b,,c",
    "1,2,3,4",
    "2026-02-30T00:00:00Z",
    "infinity",
    "epoch",
    "category in ('a','b') and not (priority > 3 or",
    '{"op":"and","args":[]}',
    "x".repeat(5_000),
  ),
  fc.string({ unit: "binary", maxLength: 40 }),
  fc.integer().map(String),
  fc.double().map(String),
);

const anything = fc.oneof(
  hostile,
  fc.jsonValue({ maxDepth: 3 }),
  fc.constantFrom(null, [], {}, -1, 1e308, 2 ** 53, true),
);

/** Values of a schema, with something else in it every now and then. */
function valuesOf(schema: Schema, depth = 0): fc.Arbitrary<unknown> {
  const { $ref } = schema;
  if ($ref !== undefined) return valuesOf(document.components.schemas[$ref.replace(/.*\//, "")] ?? {}, depth + 1);
  return fc.oneof({ weight: 5, arbitrary: fitting(schema, depth) }, { weight: 1, arbitrary: anything });
}

function fitting(schema: Schema, depth: number): fc.Arbitrary<unknown> {
  if (depth > 6) return fc.constant(null);
  if (schema.anyOf) return fc.oneof(...schema.anyOf.map((one) => valuesOf(one, depth + 1)));
  if (schema.enum) return fc.constantFrom(...schema.enum);
  const type = Array.isArray(schema.type) ? (schema.type as string[])[0] : schema.type;
  if (schema.properties) {
    const values = Object.fromEntries(
      Object.entries(schema.properties).map(([name, one]) => [name, valuesOf(one, depth + 1)]),
    );
    // Part of what the seed of a failure tells, so that it can be run again.
    return fc.oneof(
      fc.record(values, { requiredKeys: [...(schema.required ?? [])] }),
      fc.record(values, { requiredKeys: [] }),
    );
  }
  if (type === "array") return fc.array(valuesOf(schema.items ?? {}, depth + 1), { maxLength: 4 });
  if (type === "integer")
    return fc.integer({
      min: Math.max(schema.minimum ?? -5, -(2 ** 31)),
      max: Math.min(schema.maximum ?? 50, 2 ** 31 - 1),
    });
  if (type === "number") return fc.double({ min: -200, max: 200 });
  if (type === "boolean") return fc.boolean();
  if (schema.format === "date-time") return fc.constantFrom("2026-01-01T00:00:00Z", "2026-01-01T00:00:00+08:00");
  if (schema.format === "date") return fc.constantFrom("2026-01-01", "2026-13-01");
  return fc.oneof(fc.constantFrom("theft", "1", "107,34.3,107.2,34.4", "2026-01-01T00:00:00Z"), hostile);
}

const methods = ["get", "post", "put", "patch", "delete"] as const;
const routes = Object.entries(document.paths).flatMap(([path, operations]) =>
  methods.flatMap((method) =>
    operations[method] ? [{ path, method, operation: operations[method] as Operation }] : [],
  ),
);
// It has no end; what it answers to a bad token is tested beside the feed.
const fuzzed = routes.filter(({ path }) => path !== "/api/live");

/** Words of the database, of its driver, and of our own code, that no caller has any use for. */
const leak =
  /syntax error|relation "|column "|violates|duplicate key|invalid input syntax|out of range for type|pg_|postgres|kysely|node_modules|\.ts:\d|at (Object|async|new)\b|ECONN/i;

describe("whatever is sent, no route fails, and none says a word of the database's", () => {
  test.each(fuzzed.map((route) => [`${route.method.toUpperCase()} ${route.path}`, route] as const))(
    "%s",
    async (_, { path, method, operation }) => {
      const parameters = operation.parameters ?? [];
      const named = (place: string) =>
        Object.fromEntries(
          parameters.filter((one) => one.in === place).map(({ name, schema }) => [name, valuesOf(schema)]),
        );
      const body = operation.requestBody?.content["application/json"]?.schema;
      const request = fc.record({
        inPath: fc.record(named("path")),
        inQuery: fc.record(named("query"), { requiredKeys: [] }),
        extra: fc.option(fc.tuple(hostile, hostile), { freq: 12 }),
        version: fc.option(
          fc.oneof(
            fc.constantFrom('"1"', "*", 'W/"1"'),
            fc.integer({ min: 0, max: 9 }).map((n) => `"${n}"`),
          ),
          { freq: 3 },
        ),
        payload: body === undefined ? fc.option(anything, { freq: 8 }) : fc.option(valuesOf(body), { freq: 20 }),
      });
      await fc.assert(
        fc.asyncProperty(request, async ({ inPath, inQuery, extra, version, payload }) => {
          const encode = (value: unknown) => {
            const text = typeof value === "string" ? value : JSON.stringify(value);
            return encodeURIComponent(text.toWellFormed());
          };
          const url = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) => encode(inPath[name]));
          const query = [...Object.entries(inQuery), ...(extra === null ? [] : [extra])].map(
            ([name, value]) => `${encode(name)}=${encode(value)}`,
          );
          const answer = await app.inject({
            method: method.toUpperCase() as "GET",
            url: query.length === 0 ? url : `${url}?${query.join("&")}`,
            headers: {
              ...(payload !== null && { "content-type": "application/json" }),
              ...(version !== null && { "if-match": version }),
            },
            ...(payload !== null && { payload: JSON.stringify(payload) }),
          });
          expect(answer.statusCode, answer.body.slice(0, 300)).toBeLessThan(500);
          if (answer.statusCode < 400) return;
          expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
          const { detail, title } = answer.json() as { detail: string; title: string };
          // What was sent may be quoted; the rest is ours.
          expect(`${title} ${detail.replaceAll(/"[^"]*"/g, "")}`).not.toMatch(leak);
        }),
        { numRuns: 40 },
      );
    },
  );

  test("every route of the document was among them", () => {
    expect(fuzzed.length).toBeGreaterThan(60);
    expect(routes.length - fuzzed.length).toBe(1);
  });
});
