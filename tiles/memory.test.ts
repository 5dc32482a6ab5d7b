import { expect, test } from "vitest";
import { findLayer, type LayerDefinition } from "./catalogue.ts";
import type { PointRow } from "./columns.ts";
import { PointLayer } from "./point-layer.ts";

const incidents = findLayer("incidents") as LayerDefinition;
const count = 200_000;

/** Incidents as a large city has them: thirty categories, seven thousand communities, three years. */
function* rows(): Generator<PointRow> {
  for (let id = 1; id <= count; id++) {
    const at = 1_700_000_000 + ((id * 7919) % 94_608_000);
    yield {
      id,
      version: 1 + (id % 3),
      lng: 107 + ((id * 48_271) % 100_003) / 200_000,
      lat: 34 + ((id * 69_621) % 100_019) / 200_000,
      values: [
        1 + (id % 7_000),
        `category ${id % 30}`,
        1 + (id % 5),
        "closed",
        at,
        at + 600,
        id % 10 ? 300 + (id % 900) : null,
      ],
    };
  }
}

test("an incident takes 48 bytes at most, its index and everything else included", () => {
  const layer = new PointLayer(incidents, { timeZone: "Asia/Shanghai" });
  // The clock of tiles is of one size, however many points there are.
  const empty = layer.bytes;
  layer.load(rows());
  expect(layer.size).toBe(count);
  expect((layer.bytes - empty) / count).toBeLessThanOrEqual(48);
  expect((layer.bytes - empty) / count).toBeGreaterThan(24);
  expect(layer.counters().bytes).toBe(layer.bytes);
});
