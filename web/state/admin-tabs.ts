/** Parts of the page of administration, each with the duty that it is for; the policy is for anyone to read. */
const tabs = [
  ["accounts", "accounts"],
  ["audit", "audit"],
  ["alarms", "audit"],
  ["policy", null],
] as const;

export type AdminTab = (typeof tabs)[number][0];

/** What somebody with these duties may open, what they are there for first, and what of it is shown when they ask for one. */
export function tabsOf(duties: readonly string[], asked: string | null): { tabs: AdminTab[]; shown: AdminTab } {
  const own = tabs.flatMap(([tab, duty]) => (duty === null || duties.includes(duty) ? [tab] : []));
  return { tabs: own, shown: own.find((tab) => tab === asked) ?? own[0] ?? "policy" };
}
