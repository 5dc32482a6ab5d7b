import type { ImportLayer } from "./import-layer.ts";
import type { StagedValue } from "./row-values.ts";
import { RowFault } from "./source.ts";

/** Fields that are filled from others when the file leaves them open, by layer. */
export const derivedFields: Readonly<Record<string, readonly string[]>> = {
  incidents: ["occurredTo", "reportedAt", "closedAt"],
};

/**
 * Fills what follows from the rest of a row, in place, and refuses what contradicts itself. An incident that says
 * nothing of its status is history: closed, at the last moment that is known of it, so that it never stands open on
 * the wall. Throws RowFault.
 *
 * @param ends by field: end of the day, for an instant that names no more than a day
 */
export function deriveValues(
  { id, fields }: ImportLayer,
  values: StagedValue[],
  ends: readonly (number | undefined)[],
  hasPosition: boolean,
): void {
  const at = (name: string) => fields.findIndex((field) => field.name === name);
  if (id === "incidents") completeIncident(values, ends, at);
  if (id === "units") completeUnit(values, hasPosition, at);
  if (id === "areas" || id === "communities") checkValidity(values, at);
}

type IndexOf = (name: string) => number;

function completeIncident(values: StagedValue[], ends: readonly (number | undefined)[], at: IndexOf): void {
  const read = (name: string) => values[at(name)] as number | null;
  const from = read("occurredFrom") as number;
  values[at("occurredTo")] ??= ends[at("occurredFrom")] ?? null;
  const until = read("occurredTo");
  if (until !== null && until < from) throw new RowFault("time-order", "occurredTo", "", "lies before occurredFrom");
  values[at("reportedAt")] ??= from;
  const [dispatched, arrived] = [read("dispatchedAt"), read("arrivedAt")];
  if (dispatched !== null && arrived !== null && arrived < dispatched)
    throw new RowFault("time-order", "arrivedAt", "", "lies before dispatchedAt");
  if (values[at("status")] === "closed")
    values[at("closedAt")] ??= Math.max(from, read("reportedAt") as number, dispatched ?? from, arrived ?? from);
}

function completeUnit(values: StagedValue[], hasPosition: boolean, at: IndexOf): void {
  const fix = at("lastFixAt");
  if (!hasPosition) values[fix] = null;
  else if (values[fix] === null) throw new RowFault("required", "lastFixAt", "", "is missing beside a position");
}

function checkValidity(values: readonly StagedValue[], at: IndexOf): void {
  const [from, to] = [values[at("validFrom")], values[at("validTo")]];
  if (typeof from === "string" && typeof to === "string" && to <= from)
    throw new RowFault("time-order", "validTo", to, "is not after validFrom");
}
