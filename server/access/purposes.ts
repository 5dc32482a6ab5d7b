/** What a purpose may point at: the work that makes it somebody's business. */
export const taskKinds = ["visit", "plan", "incident", "correction", "break-glass"] as const;

export type TaskKind = (typeof taskKinds)[number];

/** An entry of the lists that say what personal data may be opened, and files may be made, for. */
export interface PurposeItem {
  readonly code: string;
  readonly names: { readonly zhHans: string; readonly zhHant: string; readonly en: string };
  /** Kinds of task that it goes with; none for an export, whose reason stands for itself. */
  readonly tasks: readonly TaskKind[];
  readonly needsReason: boolean;
}

const item = (
  code: string,
  [zhHans, zhHant, en]: readonly [string, string, string],
  tasks: readonly TaskKind[],
  needsReason: boolean,
): PurposeItem => Object.freeze({ code, names: { zhHans, zhHant, en }, tasks, needsReason });

/** The whole list. A code is never used again for something else: the audit names it for years. */
export const purposeItems: readonly PurposeItem[] = Object.freeze([
  item("day-round", ["当日走访计划", "當日走訪計畫", "The round of the day"], ["plan"], false),
  item("dwelling-visit", ["上门走访", "上門走訪", "Visit to a dwelling"], ["visit", "plan"], false),
  item("incident-response", ["出警处置", "出警處置", "Answering a call"], ["incident"], false),
  item("incident-follow-up", ["案件跟进", "案件跟進", "Following up an incident"], ["incident"], true),
  item("address-check", ["地址核对", "地址核對", "Checking an address"], ["visit", "plan", "correction"], true),
  item("subject-request", ["当事人查询", "當事人查詢", "Request of whom it concerns"], ["correction"], true),
  item("break-glass", ["紧急查阅", "緊急查閱", "Emergency"], ["break-glass"], false),
  item("report", ["统计报告", "統計報告", "Report and statistics"], [], true),
  item("handover", ["工作交接", "工作交接", "Handing work over"], [], true),
  item("legal-request", ["依法调取", "依法調取", "Request by law"], [], true),
]);

/** The entry of a code. */
export function purposeItemOf(code: string): PurposeItem | undefined {
  return purposeItems.find((one) => one.code === code);
}

/** A dwelling comes on the list so many days after its last check. */
export const dwellingListedDays = 60;

/** Metres around an incident within which its task opens homes. */
export const incidentReachMeters = 500;

/** Hours after its end in which an incident, or a visit, is still somebody's task: it has to be written up. */
export const afterwardsHours = 24;
