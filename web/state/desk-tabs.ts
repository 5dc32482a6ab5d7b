/** Parts of the page of requests and tasks, each with the duties that it is for. */
const tabs = [
  ["emergencies", ["break-glass", "allow-break-glass"]],
  ["tasks", ["break-glass", "assign"]],
  ["addresses", ["subject"]],
] as const;

export type DeskTab = (typeof tabs)[number][0];

/** What somebody with these duties may open, and what of it is shown when they ask for one; null where there is nothing. */
export function deskTabsOf(
  duties: readonly string[],
  asked: string | null,
): { tabs: DeskTab[]; shown: DeskTab | null } {
  const own = tabs.flatMap(([tab, needs]) => (needs.some((duty) => duties.includes(duty)) ? [tab] : []));
  return { tabs: own, shown: own.find((tab) => tab === asked) ?? own[0] ?? null };
}
