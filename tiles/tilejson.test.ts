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

test("cells say what they count, and the most urgent priority where there is one", () => {
  expect(fieldsOf("incidents").incidents_grid).toEqual(["count", "top", "top_count", "max_priority"]);
  expect(fieldsOf("residences").residences_grid).toEqual(["count"]);
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
  });

  test("a document without tiles is not", () => {
    const { tiles: _tiles, ...rest } = tileJson(findLayer("roads") as LayerDefinition, place);
    expect(validate(rest)).toBe(false);
  });
});
