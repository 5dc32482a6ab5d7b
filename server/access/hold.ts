import { type Clearance, layers } from "@one-map/tiles/catalogue";
import { type Principal, rowsToChange, rowsToRead } from "./decide.ts";
import { hasDuty } from "./roles.ts";
import type { Touches } from "./route-table.ts";
import { subjectOf } from "./scope.ts";
import type { Subject } from "./subjects.ts";

/**
 * What becomes of a request.
 * - `pass`: the route may answer; what it answers is cut to the principal's scope
 * - `sign-in`: nobody asks, and this is not for anyone
 * - `forbidden`: this is not for the role of whoever asks
 */
export type Verdict = "pass" | "sign-in" | "forbidden";

/** Whether it matters who asks: what touches nothing of the city, or what anyone may see, is answered to all alike. */
export function isForAll(touches: Touches | undefined): boolean {
  return touches === "open" || touches === "published";
}

/**
 * Holds a request to the table of access. A route without a line is for nobody.
 *
 * @param layer the layer that the address names, where the line says that it does
 */
export function verdictOf(touches: Touches | undefined, principal: Principal, layer: string | undefined): Verdict {
  if (touches !== undefined && isAllowed(touches, principal, layer)) return "pass";
  return principal.role === "anyone" ? "sign-in" : "forbidden";
}

function isAllowed(touches: Touches, principal: Principal, layer: string | undefined): boolean {
  switch (touches) {
    case "open":
    case "published":
      return true;
    case "asker":
      return true;
    case "own":
      return principal.role !== "anyone";
    // The route weighs the secret that the request comes with, and answers for nothing else.
    case "device":
      return true;
    case "layer":
      return isLayerAllowed(principal, layer);
    case "accounts":
      return hasDuty(principal.role, touches);
    default:
      if ("duty" in touches) return hasDuty(principal.role, touches.duty);
      return "changes" in touches
        ? mayChangeSome(principal, touches.changes)
        : touches.reads.some((subject) => mayReadSome(principal, subject, touches.upTo));
  }
}

/** A layer that there is not is as open as its absence: the route says that it is not there. */
function isLayerAllowed(principal: Principal, id: string | undefined): boolean {
  const layer = layers.find((one) => one.id === id);
  return layer === undefined || mayReadSome(principal, subjectOf(layer.id), layer.clearance);
}

function mayReadSome(principal: Principal, subject: Subject, upTo: Clearance): boolean {
  const rows = rowsToRead(principal, subject, upTo);
  return rows !== "none" && rows !== "published";
}

function mayChangeSome(principal: Principal, subject: Subject): boolean {
  if (subject === "imports" && !hasDuty(principal.role, "imports")) return false;
  return rowsToChange(principal, subject) !== "none";
}
