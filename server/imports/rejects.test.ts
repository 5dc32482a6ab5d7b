import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { HttpProblem, quoted } from "../http/problems.ts";
import { Rejects } from "./rejects.ts";
import { cut, RowFault } from "./source.ts";

const folder = mkdtempSync(join(tmpdir(), "one-map-rejects-"));
afterAll(() => rmSync(folder, { recursive: true }));

const fault = (value: unknown, reason = "number-range") => new RowFault(reason, "riskGrade", value, "is out of range");

/** The problem that a limit makes of these rejects. */
function problemOf(rejects: Rejects, read: number): HttpProblem {
  try {
    rejects.check({ share: 0.05 }, read);
  } catch (error) {
    if (error instanceof HttpProblem) return error;
    throw error;
  }
  throw new Error("Nothing was refused.");
}

describe("refused rows", () => {
  test("are counted by reason, and the first hundred are told with their places", () => {
    const rejects = new Rejects();
    for (let row = 2; row < 302; row++) rejects.add(row, fault(row, row % 3 === 0 ? "required" : "number-range"));
    expect([rejects.count, rejects.reasons]).toEqual([300, { "number-range": 200, required: 100 }]);
    const { slug, message, errors } = problemOf(rejects, 5_999);
    expect([slug, message]).toEqual([
      "import-invalid",
      "300 of 5999 rows are refused, more than the 299 that are allowed: 200 number-range, 100 required.",
    ]);
    expect(errors).toHaveLength(100);
    expect([errors[0], errors[99]]).toEqual([
      { pointer: "row 2, riskGrade", reason: "is out of range" },
      { pointer: "row 101, riskGrade", reason: "is out of range" },
    ]);
  });

  test("are let through as long as they are no more than the share or the number allowed", () => {
    const rejects = new Rejects();
    for (let row = 0; row < 5; row++) rejects.add(row, fault(1));
    expect(() => rejects.check({ share: 0.05 }, 100)).not.toThrow();
    expect(() => rejects.check({ share: 0.05 }, 99)).toThrow("more than the 4");
    expect(() => rejects.check({ count: 5 }, 5)).not.toThrow();
    expect(() => rejects.check({ count: 4 }, 1_000_000)).toThrow("more than the 4");
    expect([rejects.isOver({ count: 4 }), rejects.isOver({ count: 5 }), rejects.isOver({ share: 0 })]).toEqual([
      true,
      false,
      false,
    ]);
  });

  test("go to a file that a spreadsheet opens without running anything in it", async () => {
    const path = join(folder, "rejects.csv");
    const rejects = new Rejects(path);
    for (const value of ['=HYPERLINK("http://x")', "@a", "+1", "-1", 'say "no", twice', "x".repeat(70), 5, undefined])
      rejects.add(7, fault(value));
    expect(await rejects.end()).toBe(path);
    const [head, ...lines] = readFileSync(path, "utf8").trimEnd().split("\r\n");
    expect(head).toBe("\ufeffrow,field,value,reason,detail");
    expect(lines.map((line) => line.replace(/^7,riskGrade,(.*),number-range,is out of range$/, "$1"))).toEqual([
      `"'=HYPERLINK(""http://x"")"`,
      "'@a",
      "'+1",
      "'-1",
      '"say ""no"", twice"',
      `${"x".repeat(64)}…`,
      "5",
      "",
    ]);
    expect(await new Rejects(join(folder, "none.csv")).end()).toBeUndefined();
  });
});

test("a value is cut to 64 characters and shown without what acts on a terminal, and never within a character", () => {
  expect(cut(`a\u0000b\u202ec\nd`)).toBe("a\ufffdb\ufffdc\ufffdd");
  expect(cut({ type: "Point" })).toBe('{"type":"Point"}');
  for (let before = 55; before < 66; before++) {
    const text = `${"x".repeat(before)}${"😀".repeat(20)}`;
    for (const shown of [cut(text), quoted(text)]) {
      expect(shown).not.toMatch(/\p{Cs}/u);
      expect(shown.length).toBeLessThanOrEqual(65);
    }
  }
});
