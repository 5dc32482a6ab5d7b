import type { ShapeRow } from "../shape-layer.ts";

/**
 * A made-up city of columns × rows areas around a place that fill a rectangle without gap or overlap: corners are
 * shifted, and every border is a crooked line of points that both neighbours name.
 */
export function sampleCoverage(columns: number, rows: number, pointsOfBorder = 12): ShapeRow[] {
  const size = 0.5 / Math.max(columns, rows);
  const corner = (x: number, y: number): [number, number] => {
    const isOuter = (at: number, most: number) => at === 0 || at === most;
    const dx = isOuter(x, columns) ? 0 : noise(x, y, 1) * 0.35;
    const dy = isOuter(y, rows) ? 0 : noise(x, y, 2) * 0.35;
    return [106.9 + (x + dx) * size, 34.1 + (y + dy) * size];
  };
  const border = (ax: number, ay: number, bx: number, by: number): [number, number][] => {
    const [from, to] = [corner(ax, ay), corner(bx, by)];
    const isOuter = (ax === bx && (ax === 0 || ax === columns)) || (ay === by && (ay === 0 || ay === rows));
    return Array.from({ length: pointsOfBorder }, (_, i): [number, number] => {
      const t = i / pointsOfBorder;
      const shift = i === 0 || isOuter ? 0 : noise(ax * 7 + bx, ay * 7 + by, i + 3) * 0.06 * size;
      return [from[0] + t * (to[0] - from[0]) + shift, from[1] + t * (to[1] - from[1]) + shift];
    });
  };
  // A border is made in one direction and read backwards for the neighbour, so that both have the very same numbers.
  const edge = (ax: number, ay: number, bx: number, by: number): [number, number][] => {
    if (ax < bx || ay < by) return border(ax, ay, bx, by);
    const rest = border(bx, by, ax, ay).slice(1);
    return [corner(ax, ay), ...rest.reverse()];
  };
  return Array.from({ length: columns * rows }, (_, i): ShapeRow => {
    const [x, y] = [i % columns, Math.floor(i / columns)];
    const ring = [
      ...edge(x, y, x + 1, y),
      ...edge(x + 1, y, x + 1, y + 1),
      ...edge(x + 1, y + 1, x, y + 1),
      ...edge(x, y + 1, x, y),
    ].map(([lng, lat]): [number, number] => [Number(lng.toFixed(7)), Number(lat.toFixed(7))]);
    const values = [`c${i}`, `社区${i}`, null, null, 500, 1500];
    return {
      id: i + 1,
      version: 1,
      geometry: { type: "Polygon", coordinates: [[...ring, ring[0] as [number, number]]] },
      values,
    };
  });
}

/** −1 to 1, always the same for the same numbers. */
function noise(x: number, y: number, kind: number): number {
  const mixed = Math.sin(x * 127.1 + y * 311.7 + kind * 74.7) * 43_758.5453;
  return (mixed - Math.floor(mixed)) * 2 - 1;
}
