import type { Principal } from "../../access/decide.ts";
import { roleDefinitions, roles } from "../../access/roles.ts";

/** Every role with each scope that it can have; `own` is the east, where the canaries are. */
export const matrixPrincipals: Readonly<Record<string, Principal>> = Object.fromEntries(
  roles.flatMap((role, i) => {
    const { extent } = roleDefinitions[role];
    const scopes: Record<string, Principal["scope"]> = {
      // A role that has no scope is given one all the same: it must make no difference.
      ...(extent !== "city" && { own: [2], foreign: [1], none: [] }),
      ...(extent !== "communities" && { city: "city" }),
    };
    return Object.entries(scopes).map(([name, scope], j) => [
      `${role} (${name})`,
      { account: role === "anyone" ? null : 2 + i * 5 + j, role, scope },
    ]);
  }),
);
