import type { Clearance } from "@one-map/tiles/catalogue";
import type { Principal } from "./decide.ts";
import { drawnCategories } from "./publishable.ts";
import { roleDefinitions } from "./roles.ts";
import { type Communities, communitiesToChange, communitiesToRead, subjectOf } from "./scope.ts";

/** What whoever asks may have, told to features that know requests and names of subjects, and no principals. */
export interface ByRequest<R> {
  /** Communities whose rows may be read, of a subject and up to a class of attributes. */
  scopeOf(request: R, subject: string, upTo: Clearance): Communities;
  /** Communities whose rows may be made and changed. */
  changeScopeOf(request: R, subject: string): Communities;
  /** Categories of incidents that may be shown one by one; undefined for all of them. */
  drawnOf(request: R): readonly string[] | undefined;
}

/** @param principalOf who asks */
export function byRequest<R>(principalOf: (request: R) => Principal): ByRequest<R> {
  return {
    scopeOf: (request, subject, upTo) => communitiesToRead(principalOf(request), subjectOf(subject), upTo),
    changeScopeOf: (request, subject) => communitiesToChange(principalOf(request), subjectOf(subject)),
    drawnOf: (request) =>
      roleDefinitions[principalOf(request).role].precision === "exact" ? undefined : drawnCategories,
  };
}
