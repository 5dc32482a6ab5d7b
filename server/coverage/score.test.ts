import fc from "fast-check";
import { expect, test } from "vitest";
import { toCsv } from "../http/csv.ts";
import { cellSize, scoreOf } from "./score.ts";

test("a score lies between 0 and 100, grows with what is overdue, and prefers forty of fifty to two of two", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 10_000 }), fc.integer({ min: 0, max: 9_999 }), (places, late) => {
      const overdue = Math.min(late, places - 1);
      const { score } = scoreOf(places, overdue);
      expect(score).toBeGreaterThanOrEqual(0);
      expect(score).toBeLessThanOrEqual(100);
      expect(scoreOf(places, overdue + 1).score).toBeGreaterThanOrEqual(score);
    }),
  );
  expect(scoreOf(50, 40).score).toBeGreaterThan(scoreOf(2, 2).score);
  expect(scoreOf(0, 0)).toEqual({ score: 0, isGap: false });
});

test("cells are square on the ground", () => {
  const { lng, lat } = cellSize(500, 60);
  expect(lng / lat).toBeCloseTo(2, 6);
});

test("a spreadsheet never runs what a name says", () => {
  const csv = toCsv([
    ["name", "n"],
    ['=HYPERLINK("x")', 3],
    ["+1", -2],
    ['a,b"c', 0],
    ["＝1", "\n=1"],
    ["一＝二", "－"],
  ]);
  expect(csv).toBe(
    '\ufeffname,n\r\n"\'=HYPERLINK(""x"")",3\r\n\'+1,-2\r\n"a,b""c",0\r\n\'＝1,"\'\n=1"\r\n一＝二,\'－\r\n',
  );
});
