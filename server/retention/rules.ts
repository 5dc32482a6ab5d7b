/** What is deleted by age, in the order in which a report tells it. */
export const retentionSubjects = [
  "unit-positions",
  "incident-tasks",
  "disputes",
  "incidents",
  "visits",
  "sessions",
  "break-glass",
  "exports",
  "corrections",
  "import-runs",
  "audit",
] as const;

export type RetentionSubject = (typeof retentionSubjects)[number];

/** Categories that are deleted sooner: quarrels between people who live beside each other. */
export const disputeCategories: readonly string[] = ["dispute"];

/** Subjects whose rows lie in communities: of others such a hold would keep nothing. Of the audit every hold keeps all. */
const ofCommunities: ReadonlySet<RetentionSubject> = new Set([
  "unit-positions",
  "incident-tasks",
  "disputes",
  "incidents",
  "visits",
  "break-glass",
  "corrections",
  "audit",
]);

/** Whether rows of a subject can be held by their community, or one by its number; sessions have none. */
export function canBeHeld(subject: RetentionSubject, by: "communityId" | "rowId"): boolean {
  return by === "communityId" ? ofCommunities.has(subject) : subject !== "sessions";
}

/**
 * Subjects whose holds of one row keep a row of this subject: an incident that was held keeps that when it becomes a dispute, and
 * one whose tasks are held stays, since they go with it. Holds of a community's tasks, or of all, keep it too where it has some.
 */
export function heldTogether(subject: RetentionSubject): readonly RetentionSubject[] {
  return subject === "disputes" || subject === "incidents" ? ["disputes", "incidents", "incident-tasks"] : [subject];
}

/** What became of one subject. */
export interface RetentionResult {
  readonly subject: RetentionSubject;
  readonly days: number;
  /** Rows deleted, or that would be. */
  readonly removed: number;
  /** Rows that are old enough, and were kept by a hold. */
  readonly held: number;
  /** Whether the database refused it; the rest of it is tried again by the next run. */
  readonly isFailed: boolean;
}

export interface RetentionReport {
  readonly asOf: string;
  readonly isDry: boolean;
  readonly items: readonly RetentionResult[];
}

/** A report as text, one line a subject. */
export function reportText({ asOf, isDry, items }: RetentionReport): string {
  const lines = items.map(
    ({ subject, days, removed, held, isFailed }) =>
      `${subject.padEnd(16)} ${String(days).padStart(6)} days ${String(removed).padStart(9)} ${isDry ? "to delete" : "deleted"}${held > 0 ? `, ${held} on hold` : ""}${isFailed ? ", FAILED" : ""}`,
  );
  return [`Retention as of ${asOf}${isDry ? ", nothing deleted" : ""}`, ...lines].join("\n");
}
