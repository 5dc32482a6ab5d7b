import { planCity } from "../seed/city-plan.ts";
import { lastYearDays } from "../seed/incident-times.ts";
import { type CommunityTruth, truthOf } from "../seed/truth.ts";

/** `docs/invented-city.md`: what is true of `pnpm seed city --seed 7` by design, for whoever analyses it. */
export function inventedCityPage(): string {
  const plan = planCity("city", 7);
  const { changed, neglected, hotSpots, nearRepeat } = truthOf(plan);
  const districtOf = (communityId: number) => {
    const town = plan.areas[(plan.communities[communityId - 1]?.townId as number) - 1];
    return plan.areas[(town?.parentId as number) - 1]?.names.en ?? "";
  };
  const communityRow = ({ id, code, names, factor }: CommunityTruth) =>
    `| ${id} | ${code} | ${names.zhHans} | ${names.en} | ${districtOf(id)} | × ${factor.toFixed(2)} |`;
  const communityTable = (list: readonly CommunityTruth[]) => [
    "| id | code | name | name in English | district | factor |",
    "| --: | --- | --- | --- | --- | --: |",
    ...list.map(communityRow),
  ];
  const repeats = Object.entries(nearRepeat)
    .filter(([, share]) => share > 0)
    .sort((a, b) => b[1] - a[1]);
  return [
    "<!-- Made by `pnpm gen`; change `scripts/generate/invented-city-page.ts` instead. -->",
    "# The invented city, and what is true of it",
    "",
    "`pnpm seed city --seed 7` (and `pnpm demo`) writes a city that does not exist. Some things about it are so by",
    "design; everything else that an analysis finds is chance, and a good analysis says so. This page has the answers.",
    "`pnpm seed <size> --seed N --truth FILE` writes them for any other city as JSON.",
    "",
    "## Where incidents really changed",
    "",
    `Expected incidents of the last ${lastYearDays} days before the seeded moment, over those of the ${lastYearDays} days before. In every other`,
    "community the factor is 1: what differs there differs by chance. Repeats near a deed of the same kind make counts",
    "scatter a little more than Poisson's law, as real ones do.",
    "",
    ...communityTable(changed),
    "",
    "## Where nobody has been",
    "",
    "Time since the last check or inspection, as a multiple of the time that should have passed. Elsewhere it is 0.6 to 1.1.",
    "",
    ...communityTable(neglected),
    "",
    "## Hot spots",
    "",
    "Points that draw incidents within about 70 m, the hottest first; the one at rank r has weight 1 / (r + 1). Categories",
    "that keep to centres go there more often, up to 22 % of theirs. The first ten:",
    "",
    "| rank | community | position |",
    "| --: | --- | --- |",
    ...hotSpots.slice(0, 10).map(({ rank, communityId, position: [lng, lat] }) => {
      const names = plan.communities[communityId - 1]?.names;
      return `| ${rank} | ${communityId} ${names?.en} | ${lng.toFixed(5)}, ${lat.toFixed(5)} |`;
    }),
    "",
    "## Repeats",
    "",
    "Share of incidents that follow one of their kind after four days on average and fourteen at most, a quarter of them at",
    "the same address, the others within about a block. Categories that are not listed have none.",
    "",
    "| category | share |",
    "| --- | --: |",
    ...repeats.map(([category, share]) => `| ${category} | ${Math.round(share * 100)} % |`),
    "",
  ].join("\n");
}
