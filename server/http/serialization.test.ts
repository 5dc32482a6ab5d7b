import Fastify from "fastify";
import { expect, test } from "vitest";
import { buildSerializer } from "./serialization.ts";

const leaf = { $id: "Leaf", type: "object", properties: { name: { type: "string" } } };
const tree = {
  $id: "Tree",
  type: "object",
  properties: { leaf: { $ref: "Leaf#" }, branches: { type: "array", items: { $ref: "Tree" } } },
};
const shared = { Leaf: leaf, Tree: tree, Other: { $id: "Other", type: "string" } };
const data = { leaf: { name: "a", secret: "x" }, branches: [{ leaf: { name: "b", secret: "x" }, secret: "x" }] };

test("an answer is what its schema and those that it refers to let through, as with Fastify's own", async () => {
  for (const schema of [{ $ref: "Tree" }, { type: "object", properties: { leaf: { $ref: "Leaf" } } }, tree, leaf]) {
    const own = Fastify();
    for (const one of Object.values(shared)) own.addSchema(one);
    own.get("/", { schema: { response: { 200: schema } } }, () => data);
    const { body } = await own.inject("/");
    expect(body).not.toContain("secret");
    expect(buildSerializer(shared)({ schema })(data)).toBe(body);
  }
});

test("the same schema is built once, and another one of the same name is another", () => {
  const schema = { type: "object", properties: { leaf: { $ref: "Leaf" } } };
  const first = buildSerializer(shared)({ schema });
  expect(buildSerializer(structuredClone(shared))({ schema: structuredClone(schema) })).toBe(first);
  const renamed = { ...leaf, properties: { secret: { type: "string" } } };
  expect(buildSerializer({ ...shared, Leaf: renamed })({ schema })(data)).toBe('{"leaf":{"secret":"x"}}');
});

test("what is referred to and is not there is said when it is built", () => {
  expect(() => buildSerializer(shared)({ schema: { $ref: "Nobody" } })).toThrow(/Nobody/);
});
