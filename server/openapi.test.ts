import { expect, test } from "vitest";
import { buildOpenApi } from "./openapi.ts";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly schema: { readonly default?: unknown };
}

const document = (await buildOpenApi()) as { paths: Record<string, Record<string, { parameters?: Parameter[] }>> };
const { paths } = document;
const parameters = Object.values(paths)
  .flatMap((path) => Object.values(path))
  .flatMap((operation) => operation.parameters ?? []);

test("a parameter with a default need not be sent, and one in the path must", () => {
  const withDefault = parameters.filter(({ schema }) => schema.default !== undefined);
  expect(withDefault.length).toBeGreaterThan(10);
  expect(withDefault.filter(({ required }) => required === true)).toEqual([]);
  expect(parameters.filter((parameter) => parameter.in === "path" && parameter.required !== true)).toEqual([]);
});

test("what goes over the wire is camelCase", () => {
  const names = [...JSON.stringify(document).matchAll(/"properties":(\{(?:[^{}]|\{[^{}]*\})*\})/g)].flatMap(
    ([, text]) => Object.keys(JSON.parse(text as string) as object),
  );
  expect(names.length).toBeGreaterThan(100);
  expect(names.filter((name) => !/^[a-z][A-Za-z0-9]*$/.test(name))).toEqual([]);
});
