import { expect, test } from "vitest";
import { viewBoxOf } from "./view-box.ts";

const none = { top: 0, right: 0, bottom: 0, left: 0 };
const wide = { top: 30, right: 75, bottom: 60, left: 75 };
const size = { width: 1_200, height: 730 };
const outline = [106.98, 34.25, 107.43, 34.49];
const communities = [107.03, 34.28, 107.4, 34.45];

/** Pixels from the left and the top of a view. */
function place([west, south, east, north]: readonly number[], lng: number, lat: number): [x: number, y: number] {
  const y = (degrees: number) => Math.log(Math.tan(Math.PI / 4 + (degrees * Math.PI) / 360));
  return [
    ((lng - (west as number)) / ((east as number) - (west as number))) * size.width,
    ((y(north as number) - y(lat)) / (y(north as number) - y(south as number))) * size.height,
  ];
}

test("what is framed is in view with its margin, as large as that can be", () => {
  const view = viewBoxOf(
    [
      { box: outline, margin: none },
      { box: communities, margin: wide },
    ],
    size,
  );
  for (const { box, margin } of [
    { box: outline, margin: none },
    { box: communities, margin: wide },
  ]) {
    const [west = 0, south = 0, east = 0, north = 0] = box;
    const [left, top] = place(view, west, north);
    const [right, bottom] = place(view, east, south);
    expect(left).toBeGreaterThanOrEqual(margin.left - 0.01);
    expect(top).toBeGreaterThanOrEqual(margin.top - 0.01);
    expect(right).toBeLessThanOrEqual(size.width - margin.right + 0.01);
    expect(bottom).toBeLessThanOrEqual(size.height - margin.bottom + 0.01);
  }
  // The border touches the upper and the lower edge: it cannot be larger.
  expect(place(view, 107, 34.49)[1]).toBeCloseTo(0, 3);
  expect(place(view, 107, 34.25)[1]).toBeCloseTo(size.height, 3);
});

test("a view is as high to its width as the map is, so that a map shows it and nothing else", () => {
  const [west, south, east, north] = viewBoxOf([{ box: communities, margin: wide }], size);
  const metersWide = (east - west) * Math.cos((34.37 * Math.PI) / 180);
  expect(metersWide / (north - south)).toBeCloseTo(size.width / size.height, 2);
  expect(place([west, south, east, north], 107.03, 34.3)[0]).toBeCloseTo(wide.left, 3);
  expect(place([west, south, east, north], 107.4, 34.3)[0]).toBeCloseTo(size.width - wide.right, 3);
});

test("margins that leave no room still give a box", () => {
  const view = viewBoxOf([{ box: communities, margin: wide }], { width: 0, height: 0 });
  expect(view.every(Number.isFinite)).toBe(true);
});
