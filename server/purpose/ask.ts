import { type PurposeItem, purposeItemOf, type TaskKind, taskKinds } from "../access/purposes.ts";
import { HttpProblem, quoted } from "../http/problems.ts";
import { checkText } from "../http/text.ts";

/** What somebody says they want to see personal data for. */
export interface Ask {
  readonly item: PurposeItem;
  readonly task: { readonly kind: TaskKind; readonly id: number };
  readonly reason: string | null;
}

/** As the audit has it: `dwelling-visit visit:12`. */
export function purposeText({ item, task }: Ask): string {
  return `${item.code} ${task.kind}:${task.id}`;
}

const names = ["item", "task", "reason"] as const;

/**
 * Reads the header `Purpose`, such as `item=dwelling-visit&task=visit:12`: in a header, since addresses end up in histories
 * and logs. Throws `purpose-invalid` for one that names nothing on the list, or too little.
 */
export function askOf(header: string | undefined): Ask | undefined {
  if (header === undefined) return undefined;
  const fields = new URLSearchParams(header);
  for (const name of fields.keys())
    if (!names.includes(name as "item") || fields.getAll(name).length > 1)
      throw invalid(name.slice(0, 60), `It takes item, task and reason, each once, not ${quoted(name)}.`);
  const code = fields.get("item") ?? "";
  const item = purposeItemOf(code);
  if (item === undefined || item.tasks.length === 0)
    throw invalid("item", `${quoted(code)} is on no list; GET /api/purposes has them.`);
  return { item, task: taskOf(item, fields.get("task") ?? ""), reason: reasonOf(item, fields.get("reason")) };
}

function taskOf(item: PurposeItem, text: string): Ask["task"] {
  const [kind = "", id = "", ...more] = text.split(":");
  const known = taskKinds.find((one) => one === kind);
  if (known === undefined || more.length > 0 || !/^[1-9][0-9]{0,15}$/.test(id) || !Number.isSafeInteger(Number(id)))
    throw invalid("task", `A task is like visit:12, not ${quoted(text)}.`);
  if (!item.tasks.includes(known)) throw invalid("task", `${quoted(item.code)} goes with ${item.tasks.join(" or ")}.`);
  return { kind: known, id: Number(id) };
}

/** A reason of the words of whoever asks; null for none. Throws where the item needs one. */
export function reasonOf(item: PurposeItem, text: string | null | undefined): string | null {
  const reason = (text ?? "").trim();
  if (reason === "") {
    if (item.needsReason) throw invalid("reason", `${quoted(item.code)} needs a reason.`);
    return null;
  }
  checkText("/reason", reason, 200);
  return reason;
}

function invalid(pointer: string, detail: string): HttpProblem {
  return new HttpProblem("purpose-invalid", detail, [{ pointer, reason: "cannot be taken" }]);
}
