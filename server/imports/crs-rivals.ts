import type pg from "pg";
import { distancesTo, type Landmark, liesInCommunity } from "./crs-evidence-queries.ts";
import { isLookalike, medianShift, type Reading } from "./crs-readings.ts";
import type { ImportLayer } from "./import-layer.ts";

/** What speaks for another reading of the same positions. */
export interface Rival {
  readonly reading: Reading;
  /** Standard deviations by which it fits better; negative when the declared one does. */
  readonly score: number;
  /** What was compared, in words. */
  readonly compared: readonly string[];
}

/** Fewest positions on which two readings differ that say anything. */
const fewest = 20;

/** Readings that are this close say the same. */
const leastShiftMeters = 50;

/**
 * Weighs the declared reading against those that are often mistaken for it: more positions lie in a community, and
 * most lie nearer to streets, buildings or borders, when they are read rightly. Each comparison is a sign test; their
 * scores are added up by Stouffer's rule. The one that fits best comes first.
 */
export async function weighRivals(
  pool: pg.Pool,
  layer: ImportLayer,
  declared: Reading,
  others: readonly Reading[],
): Promise<Rival[]> {
  const rivals = others.filter((one) => isLookalike(one) && medianShift(declared, one) > leastShiftMeters);
  if (rivals.length === 0) return [];
  const comparisons: { words: string; better: (rival: Reading) => Promise<number[]> }[] = [];
  const inside = await liesInCommunity(pool, declared.positions);
  // New borders need not lie in old ones.
  if (inside !== undefined && layer.id !== "communities" && layer.id !== "areas")
    comparisons.push({
      words: "communities",
      better: async ({ positions }) =>
        ((await liesInCommunity(pool, positions)) ?? []).map((is, i) => Number(is) - Number(inside[i])),
    });
  for (const kind of landmarksFor(layer)) {
    const known = await distancesTo(pool, kind, declared.positions);
    comparisons.push({
      words: kind,
      better: async ({ positions }) =>
        (await distancesTo(pool, kind, positions)).map((meters, i) => Math.sign(nearness(meters) - nearness(known[i]))),
    });
  }
  const found: Rival[] = [];
  for (const reading of rivals) {
    const scores: { words: string; score: number }[] = [];
    for (const { words, better } of comparisons) {
      const score = signScore(await better(reading));
      if (score !== undefined) scores.push({ words, score });
    }
    if (scores.length === 0) continue;
    const total = scores.reduce((sum, { score }) => sum + score, 0) / Math.sqrt(scores.length);
    found.push({ reading, score: total, compared: scores.map(({ words }) => words) });
  }
  return found.sort((a, b) => b.score - a.score);
}

function landmarksFor({ geometry }: ImportLayer): Landmark[] {
  if (geometry === "polygon") return ["borders"];
  return geometry === "line" ? ["streets"] : ["streets", "buildings"];
}

/** Nothing within reach is farther than anything. */
function nearness(meters: number | undefined): number {
  return meters === undefined || Number.isNaN(meters) ? Number.NEGATIVE_INFINITY : -meters;
}

/** Standard deviations by which +1 outnumbers −1; undefined when too few differ. */
function signScore(signs: readonly number[]): number | undefined {
  const better = signs.filter((sign) => sign > 0).length;
  const worse = signs.filter((sign) => sign < 0).length;
  return better + worse < fewest ? undefined : (better - worse) / Math.sqrt(better + worse);
}
