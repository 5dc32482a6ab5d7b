import type { CityPlan } from "./city-plan.ts";
import { Random } from "./random.ts";

/** What is true of a city by design, for analysts to be checked against. All by community id. */
export interface Unevenness {
  /** Incidents of the last twelve months over those of the twelve before, in expectation; 1 nearly everywhere. */
  readonly yearlyChange: Float64Array;
  /** How long places go without a visit, as a multiple of what they should: 0.6 to 1.1 looked after, above neglected. */
  readonly neglect: Float64Array;
}

const rise = 1.6;
const fall = 0.6;
/** Share of communities that really rise, and as many that fall. */
const changedShare = 0.025;
const neglectedShare = 0.16;

/** Chooses where things really change and where nobody has been; everything else that an analyst sees is chance. */
export function unevennessOf(plan: CityPlan): Unevenness {
  const { communities, land, seed } = plan;
  const random = new Random(seed, "unevenness");
  const yearlyChange = new Float64Array(communities.length + 1).fill(1);
  const neglect = new Float64Array(communities.length + 1).fill(1);
  const size = communities.map(({ blocks }) => blocks.reduce((sum, block) => sum + busyness(land.urbanity[block]), 0));
  const typical = [...size].sort((a, b) => a - b)[communities.length >> 1] as number;
  // A change in a place where little happens cannot be told from chance, so it would be no fair question.
  const candidates = communities.filter((_, index) => (size[index] as number) >= typical);
  const changed = Math.max(1, Math.round(changedShare * communities.length));
  for (const [index, { id }] of shuffled(candidates, random)
    .slice(0, 2 * changed)
    .entries())
    yearlyChange[id] = index < changed ? rise : fall;
  const neglected = Math.max(1, Math.round(neglectedShare * communities.length));
  for (const [index, { id }] of shuffled(communities, random).entries())
    neglect[id] = index < neglected ? random.between(1.8, 3) : random.between(0.6, 1.1);
  return { yearlyChange, neglect };
}

/** How much happens in a block of that urbanity, against others. */
export function busyness(urbanity: number | undefined): number {
  return 0.08 + (urbanity ?? 0);
}

function shuffled<T>(items: readonly T[], random: Random): T[] {
  const mixed = [...items];
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = random.below(i + 1);
    [mixed[i], mixed[j]] = [mixed[j] as T, mixed[i] as T];
  }
  return mixed;
}
