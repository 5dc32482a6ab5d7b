/** `[lng, lat]`, degrees. */
export type LngLat = readonly [lng: number, lat: number];

/** Seconds since the shift began, on the clock of the simulation. */
export type Seconds = number;

/** A call comes in; later commands name it by its number. */
export interface ReportCommand {
  readonly do: "report";
  readonly at: Seconds;
  readonly call: number;
  readonly category: string;
  readonly priority: number;
  readonly position: LngLat;
}

/** A call moves on; `unit` is who does it, null when it is settled on the telephone. */
export interface AdvanceCommand {
  readonly do: "advance";
  readonly at: Seconds;
  readonly call: number;
  readonly to: "dispatched" | "on_scene" | "closed";
  readonly unit: number | null;
}

/** A unit changes its status. */
export interface StatusCommand {
  readonly do: "status";
  readonly at: Seconds;
  readonly unit: number;
  readonly status: "available" | "assigned" | "on_scene";
}

/** A unit says where it is. A newer fix makes one that waits to be sent pointless. */
export interface FixCommand {
  readonly do: "fix";
  readonly at: Seconds;
  readonly unit: number;
  readonly position: LngLat;
}

/** What a broken receiver says; the server has to refuse each of them. */
export const badFixKinds = ["swapped", "null-island", "elsewhere", "future"] as const;

/** A position that cannot be true. */
export interface BadFixCommand {
  readonly do: "bad-fix";
  readonly at: Seconds;
  readonly unit: number;
  readonly kind: (typeof badFixKinds)[number];
  readonly position: LngLat;
}

/** A place was visited; `key` makes sending it twice harmless. */
export interface VisitCommand {
  readonly do: "visit";
  readonly at: Seconds;
  readonly unit: number;
  readonly key: string;
  readonly place: { readonly kind: "venue" | "residence"; readonly id: number };
  readonly dwellSeconds: number;
  readonly outcome: "done" | "advice" | "hazard" | "closed" | "no_answer";
}

/** Everything that happens in a shift, as somebody would tell the server of it. */
export type Command = ReportCommand | AdvanceCommand | StatusCommand | FixCommand | BadFixCommand | VisitCommand;
