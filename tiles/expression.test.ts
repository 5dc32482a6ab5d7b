import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Expression } from "./expression.ts";
import { readExpression } from "./expression-json.ts";
import { parseExpression } from "./expression-text.ts";
import { type Filter, filterKey } from "./filter.ts";
import { FilterError } from "./filter-error.ts";
import { PointLayer } from "./point-layer.ts";
import { countAll } from "./summary.ts";
import { anyExpression, passesExpression } from "./testing/sample-expressions.ts";
import { pointRows, sampleLayer } from "./testing/sample-points.ts";

const parse = (text: string) => parseExpression(sampleLayer, text);
const read = (json: unknown) => readExpression(sampleLayer, json);
const keyOf = (where: Expression, filter: Filter = {}) => filterKey(sampleLayer, { ...filter, where });

function fault(work: () => unknown): FilterError {
  try {
    work();
  } catch (error) {
    if (error instanceof FilterError) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

test("an expression lets exactly those rows pass that it describes, three-valued as SQL has it", () => {
  fc.assert(
    fc.property(pointRows(), anyExpression, (rows, where) => {
      const layer = new PointLayer(sampleLayer, { timeZone: "Europe/Berlin" });
      layer.load(rows);
      const passing = rows.filter((row) => passesExpression(row, where, "Europe/Berlin") === true);
      expect(countAll(layer, { where })).toBe(passing.length);
    }),
    { numRuns: 2000 },
  );
});

describe("CQL2 text and JSON say the same", () => {
  const both: readonly [text: string, json: unknown][] = [
    ["category = 'theft'", { op: "=", args: [{ property: "category" }, "theft"] }],
    ["category IN ('noise','it''s')", { op: "in", args: [{ property: "category" }, ["noise", "it's"]] }],
    ["priority between -2 and 3", { op: "between", args: [{ property: "priority" }, -2, 3] }],
    [
      "hour >= 22 or hour < 5",
      { op: "or", args: [">=", "<"].map((op, i) => ({ op, args: [{ property: "hour" }, [22, 5][i]] })) },
    ],
    ["not (open = true)", { op: "not", args: [{ op: "=", args: [{ property: "open" }, true] }] }],
    [
      `T_AFTER(seen_at, TIMESTAMP('2026-10-25T01:00:00Z')) AND "weekday" NOT IN (6, 7)`,
      {
        op: "and",
        args: [
          { op: "t_after", args: [{ property: "seen_at" }, { timestamp: "2026-10-25T03:00:00+02:00" }] },
          { op: "not", args: [{ op: "in", args: [{ property: "weekday" }, [6, 7]] }] },
        ],
      },
    ],
    ["due_on <= DATE('2026-11-24')", { op: "<=", args: [{ property: "due_on" }, { date: "2026-11-24" }] }],
    [
      "community = 7 and priority <> 1",
      {
        op: "and",
        args: [
          { op: "=", args: [{ property: "community_id" }, 7] },
          { op: "<>", args: [{ property: "priority" }, 1] },
        ],
      },
    ],
  ];

  test.each(both)("%s", (text, json) => {
    expect(keyOf(parse(text))).toBe(keyOf(read(json)));
  });
});

describe("equal meanings have equal keys", () => {
  const pairs: readonly [string, string][] = [
    ["category = 'a' or category = 'b'", "category in ('b', 'a', 'b')"],
    ["not (category = 'a' or priority = 1)", "priority <> 1 and category <> 'a'"],
    ["priority >= 2 and priority < 5", "priority in (2, 3, 4)"],
    ["priority > 1 and (note = 'x' and category = 'a')", "(category = 'a' and note = 'x') and priority >= 2"],
    ["hour between 0 and 4 or hour between 5 and 23", "hour >= 0"],
    ["category in ('a', 'b') and category <> 'a'", "category = 'b'"],
    ["open <> true", "open = false"],
    ["priority = 1 and priority = 2", "category = 'a' and not category = 'a'"],
    ["not not priority = 1", "priority = 1"],
  ];

  test.each(pairs)("%s ≡ %s", (one, other) => {
    expect(keyOf(parse(one))).toBe(keyOf(parse(other)));
  });

  test("and the plain conditions of a filter are among them", () => {
    expect(keyOf(parse("hour in (1, 2)"), { communities: [3] })).toBe(
      filterKey(sampleLayer, { hours: [2, 1], in: { community_id: [3] } }),
    );
  });

  test("while having a value is a condition of its own", () => {
    expect(keyOf(parse("category = 'a' or category <> 'a'"))).not.toBe("");
    expect(keyOf(parse("priority = 1 or category <> 'a'"))).not.toBe(keyOf(parse("priority = 1")));
  });
});

describe("what cannot be read is refused with its place", () => {
  const texts: readonly [text: string, at: number, message: RegExp][] = [
    ["", 0, /Expected a condition, found the end/],
    ["colour = 'red'", 0, /has no "colour"/],
    ["category = 'a' and colour = 'red'", 19, /has no "colour"/],
    ["category = 5", 11, /a text, not with a number/],
    ["category < 'a'", 0, /no order/],
    ["priority = 1.5", 11, /whole numbers/],
    ["hour = 24", 7, /between 0 and 23/],
    ["weekday in (1, 0)", 15, /between 1 and 7/],
    ["category = 'a", 11, /"'" does not belong/],
    ["category in ('a'", 16, /Expected "\)"/],
    ["category like 'a'", 9, /IN, BETWEEN or a comparison/],
    ["seen_at > TIMESTAMP('yesterday')", 20, /not an instant/],
    ["due_on = DATE('2026-02-30')", 14, /not a date/],
    ["category = 'a' category = 'b'", 15, /AND, OR or the end/],
    ["((((((category = 'a'))))))", 5, /nests at most 5/],
    ["category = 'a'; drop table incident", 14, /";" does not belong/],
  ];

  test.each(texts)("%s", (text, at, message) => {
    const error = fault(() => parse(text));
    expect(error.message).toMatch(message);
    expect(error.at).toBe(at);
  });

  const documents: readonly [json: unknown, at: string][] = [
    [null, ""],
    [{ op: "and", args: [] }, "/args"],
    [{ op: "like", args: [{ property: "category" }, "a"] }, "/op"],
    [{ op: "and", args: [{ op: "=", args: [{ property: "colour" }, "a"] }] }, "/args/0/args/0/property"],
    [{ op: "in", args: [{ property: "category" }, ["a", 5]] }, "/args/1/1"],
    [{ op: "=", args: [{ property: "seen_at" }, { timestamp: "noon" }] }, "/args/1"],
    [{ op: "not", args: [] }, "/args"],
    [{ op: "=", args: ["category", "a"] }, "/args/0"],
  ];

  test.each(documents)("%j", (json, at) => {
    expect(fault(() => read(json)).at).toBe(at);
  });

  test("and so is one with too many parts", () => {
    const text = Array.from({ length: 32 }, (_, i) => `priority = ${i}`).join(" or ");
    expect(fault(() => parse(text)).message).toMatch(/at most 32/);
    expect(() => parse(text.slice(0, text.lastIndexOf(" or ")))).not.toThrow();
  });

  test("and so is JSON with too many parts, or nested too deep, at the part that is too much", () => {
    const part = { op: "=", args: [{ property: "priority" }, 1] };
    const wide = (count: number) => ({ op: "or", args: Array.from({ length: count }, () => part) });
    expect(() => read(wide(31))).not.toThrow();
    // Counted from the inside: the connective is the one too many.
    expect(fault(() => read(wide(32)))).toMatchObject({ at: "", message: expect.stringMatching(/at most 32/) });
    expect(fault(() => read(wide(33)))).toMatchObject({ at: "/args/32", message: expect.stringMatching(/at most 32/) });
    const deep = (levels: number): object => (levels === 0 ? part : { op: "not", args: [deep(levels - 1)] });
    expect(() => read(deep(5))).not.toThrow();
    expect(fault(() => read(deep(6)))).toMatchObject({
      at: "/args/0".repeat(6),
      message: expect.stringMatching(/at most 5/),
    });
    expect(fault(() => read(deep(500))).at).toBe("/args/0".repeat(6));
  });

  test("and no text makes the parser fail in any other way", () => {
    const words = fc.constantFrom(
      "category",
      "priority",
      "in",
      "not",
      "and",
      "(",
      ")",
      "'a'",
      "1",
      ",",
      "between",
      "=",
      "<",
      "seen_at",
    );
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(words).map((list) => list.join(" ")),
        ),
        (text) => {
          try {
            parse(text);
          } catch (error) {
            expect(error).toBeInstanceOf(FilterError);
          }
        },
      ),
      { numRuns: 2000 },
    );
  });
});
