/** How far an emergency is. */
export type EmergencyStage = "waiting" | "lapsed" | "refused" | "open" | "over";

/** Minutes after which nobody can allow any more what was asked for. */
const waitingMinutes = 60;

interface Emergency {
  readonly askedAt: string;
  readonly decidedBy: string | null;
  readonly isAllowed: boolean | null;
  readonly isOpen: boolean;
}

/**
 * How far an emergency is; whether it is open is the server's word, whatever the clock of this device.
 *
 * @param now epoch milliseconds
 */
export function stageOf({ askedAt, decidedBy, isAllowed, isOpen }: Emergency, now: number): EmergencyStage {
  if (isOpen) return "open";
  if (decidedBy !== null) return isAllowed === true ? "over" : "refused";
  return now - Date.parse(askedAt) < waitingMinutes * 60_000 ? "waiting" : "lapsed";
}

/** Minutes that a community is open. */
const openMinutes = 15;

/** Minutes and seconds until the end of an emergency, as 14:59; 0:00 after it, and never more than it lasts. */
export function leftUntil(at: string, now: number): string {
  const seconds = Math.min(openMinutes * 60, Math.max(0, Math.ceil((Date.parse(at) - now) / 1_000)));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

/**
 * Whether nothing of an emergency may be on the screen any more: the server says so, or it does not answer and the time is up by
 * the clock of this device.
 */
export function isEmergencyOver(
  {
    found,
    isKnown,
    isReachable,
  }: {
    /** As the server told of it last; nothing where it knows of none. */
    readonly found: { readonly isOpen: boolean; readonly endsAt: string | null } | undefined;
    readonly isKnown: boolean;
    readonly isReachable: boolean;
  },
  now: number,
): boolean {
  if (!isKnown) return false;
  if (found?.isOpen !== true || found.endsAt === null) return true;
  return !isReachable && Date.parse(found.endsAt) <= now;
}

/** Number of the emergency that a page was opened under; null for none. */
export function emergencyOf(search: string): number | null {
  const text = new URLSearchParams(search).get("emergency") ?? "";
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null;
}
