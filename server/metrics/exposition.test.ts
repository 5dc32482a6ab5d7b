import { expect, test } from "vitest";
import { exposition } from "./exposition.ts";

test("a figure comes with its help, its type and a line for each set of labels", () => {
  const text = exposition([
    { name: "rows", help: "Rows held", type: "gauge", values: [{ labels: { layer: "venues", zoom: 3 }, value: 7 }] },
    { name: "asked_total", help: "Asked", type: "counter", values: [{ value: 0.5 }] },
    { name: "none", help: "No value yet", type: "gauge", values: [] },
  ]);
  expect(text.split("\n")).toEqual([
    "# HELP rows Rows held",
    "# TYPE rows gauge",
    'rows{layer="venues",zoom="3"} 7',
    "# HELP asked_total Asked",
    "# TYPE asked_total counter",
    "asked_total 0.5",
    "# HELP none No value yet",
    "# TYPE none gauge",
    "",
  ]);
});

test("what would end a label or a line is escaped", () => {
  const text = exposition([
    { name: "a", help: "two\nlines", type: "gauge", values: [{ labels: { path: '\\"\n' }, value: 1 }] },
  ]);
  expect(text).toBe('# HELP a two\\nlines\n# TYPE a gauge\na{path="\\\\\\"\\n"} 1\n');
});
