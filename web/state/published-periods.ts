/** Quarters up to the newest that is published, newest first: `2026-Q3`, `2026-Q2`, … */
export function quartersUpTo(newest: string, count: number): string[] {
  const [year, quarter] = newest.split("-Q").map(Number) as [number, number];
  const last = year * 4 + quarter - 1;
  return Array.from({ length: count }, (_, i) => `${Math.floor((last - i) / 4)}-Q${((last - i) % 4) + 1}`);
}
