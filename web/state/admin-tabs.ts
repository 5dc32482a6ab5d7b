/** Parts of the page of administration, each with the duty that it is for; the policy is for anyone to read. */
const tabs = [
  ["accounts", "accounts"],
  ["audit", "audit"],
  ["alarms", "audit"],
  ["policy", null],
] as const;

export type AdminTab = (typeof tabs)[number][0];

/** What somebody with these duties is shown, what they are there for first. */
export function tabsOf(duties: readonly string[]): AdminTab[] {
  return tabs.flatMap(([tab, duty]) => (duty === null || duties.includes(duty) ? [tab] : []));
}
