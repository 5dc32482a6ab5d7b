export const statuses = ["reported", "dispatched", "on_scene", "closed"] as const;

export type IncidentStatus = (typeof statuses)[number];

/** What may follow what. A closed incident may be opened again by dispatching to it. */
export const transitions: Readonly<Record<IncidentStatus, readonly IncidentStatus[]>> = {
  reported: ["dispatched", "on_scene", "closed"],
  dispatched: ["on_scene", "closed", "reported"],
  on_scene: ["closed", "dispatched"],
  closed: ["dispatched"],
};

/** Times that a change of status sets or clears; `now` stands for the moment of the change. */
export const timesSetBy: Readonly<
  Record<IncidentStatus, { readonly set: readonly TimeColumn[]; readonly clear: readonly TimeColumn[] }>
> = {
  reported: { set: [], clear: ["dispatched_at", "arrived_at", "closed_at"] },
  dispatched: { set: ["dispatched_at"], clear: ["arrived_at", "closed_at"] },
  on_scene: { set: ["arrived_at"], clear: ["closed_at"] },
  closed: { set: ["closed_at"], clear: [] },
};

type TimeColumn = "dispatched_at" | "arrived_at" | "closed_at";

/** True when the second status may follow the first; staying is always allowed. */
export function mayFollow(from: IncidentStatus, to: IncidentStatus): boolean {
  return from === to || transitions[from].includes(to);
}
