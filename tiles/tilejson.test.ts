import { Ajv } from "ajv";
import { describe, expect, test } from "vitest";
import { findLayer, type LayerDefinition, layers } from "./catalogue.ts";
import { readJson, sharedData } from "./testing/shared-data.ts";
import { tileJson } from "./tilejson.ts";

const schema = sharedData("mvt/tilejson/schema-3.0.0.json");
const place = { url: "http://localhost/tiles/x/{z}/{x}/{y}.mvt", bounds: [107, 34, 108, 35] } as const;

const fieldsOf = (id: string) =>
  Object.fromEntries(
    tileJson(findLayer(id) as LayerDefinition, place).vector_layers.map((layer) => [
      layer.id,
      Object.keys(layer.fields),
    ]),
  );

test("points come with cells, polygons with labels, lines alone", () => {
  expect(Object.keys(fieldsOf("incidents"))).toEqual(["incidents", "incidents_grid"]);
  expect(Object.keys(fieldsOf("communities"))).toEqual(["communities", "communities_label"]);
  expect(Object.keys(fieldsOf("roads"))).toEqual(["roads"]);
});

test("cells say what they count, and the most urgent priority and the weight where there is one", () => {
  const top = ["top", "top_count", "top2", "top2_count", "top3", "top3_count"];
  expect(fieldsOf("incidents").incidents_grid).toEqual(["count", ...top, "max_priority", "weight"]);
  expect(fieldsOf("residences").residences_grid).toEqual(["count", "weight"]);
});

test("a field says its type and its meaning, and what tiles do not carry is no field", () => {
  const [incidents] = tileJson(findLayer("incidents") as LayerDefinition, place).vector_layers;
  expect(incidents?.fields).toMatchObject({
    category: "Text: Code of the category",
    priority: "Whole number: 1 most urgent to 5 least",
    occurred_at: "Whole number, seconds since 1970-01-01T00:00Z: Earliest moment it can have happened",
  });
  expect(incidents?.fields).not.toHaveProperty("response_seconds");
});

test("bounds are left out when they are not known", () => {
  expect(tileJson(findLayer("roads") as LayerDefinition, { url: place.url })).not.toHaveProperty("bounds");
});

describe.skipIf(schema === undefined)("by the schema of TileJSON 3.0.0", () => {
  const { $schema: _draft, ...rules } = (schema ? readJson(schema) : {}) as Record<string, unknown>;
  const validate = new Ajv({ strict: false, allErrors: true }).compile(rules);

  test.each(layers.map(({ id }) => id))("the document of %s is valid", (id) => {
    validate(tileJson(findLayer(id) as LayerDefinition, place));
    expect(validate.errors).toBeNull();
    validate(tileJson(findLayer(id) as LayerDefinition, { ...place, encoding: "mlt" }));
    expect(validate.errors).toBeNull();
  });

  test("a document without tiles is not", () => {
    const { tiles: _tiles, ...rest } = tileJson(findLayer("roads") as LayerDefinition, place);
    expect(validate(rest)).toBe(false);
  });
});
