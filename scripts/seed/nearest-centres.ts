export interface Point {
  readonly x: number;
  readonly y: number;
}

/**
 * Divides points among so many centres, each to its nearest; the centres start far apart and move to the middle of
 * theirs a few times (Lloyd). No chance is involved.
 *
 * @returns index of the centre of each point
 */
export function divideAmong(points: readonly Point[], count: number): number[] {
  let centres = farApart(points, count);
  for (let round = 0; round < 8; round++) {
    const sums = centres.map(() => ({ x: 0, y: 0, n: 0 }));
    for (const point of points) {
      const sum = sums[nearest(centres, point)] as { x: number; y: number; n: number };
      sum.x += point.x;
      sum.y += point.y;
      sum.n++;
    }
    centres = sums.map(({ x, y, n }, i) => (n === 0 ? (centres[i] as Point) : { x: x / n, y: y / n }));
  }
  return points.map((point) => nearest(centres, point));
}

function square(a: Point, b: Point): number {
  return (a.x - b.x) ** 2 + (a.y - b.y) ** 2;
}

function nearest(centres: readonly Point[], point: Point): number {
  let best = 0;
  for (let i = 1; i < centres.length; i++)
    if (square(centres[i] as Point, point) < square(centres[best] as Point, point)) best = i;
  return best;
}

/** The first point, then always the one farthest from those picked. */
function farApart(points: readonly Point[], count: number): Point[] {
  const picked: Point[] = points.slice(0, 1);
  const distance = points.map((point) => square(point, picked[0] as Point));
  while (picked.length < Math.min(count, points.length)) {
    const farthest = points[distance.indexOf(distance.reduce((a, b) => Math.max(a, b)))] as Point;
    picked.push(farthest);
    for (const [i, point] of points.entries()) distance[i] = Math.min(distance[i] as number, square(point, farthest));
  }
  return picked;
}
