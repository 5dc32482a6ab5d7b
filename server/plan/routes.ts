import { type App, type PersonalOptions, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { PurposeHeaders, ref } from "../http/wire.ts";
import { findPlan, withholdAddresses } from "./queries.ts";
import { mostWithAddress, Plan, PlanItem, PlanQuery } from "./schema.ts";

/** What an officer has to visit. */
export function planRoutes(app: App, { dbFor, scopeOf, readPersonal }: PersonalOptions): void {
  app.addSchema(PlanItem);
  app.addSchema(Plan);

  app.get(
    "/api/plan",
    {
      schema: {
        tags: ["plan"],
        summary: "Places due in a community, most urgent first, with their addresses for a purpose",
        querystring: PlanQuery,
        headers: PurposeHeaders,
        response: { 200: ref(Plan), ...problemResponses },
      },
    },
    async (request) => {
      const { communityId, limit } = request.query;
      if (request.headers.purpose !== undefined && limit > mostWithAddress)
        throw new HttpProblem("query-parameter", `With addresses a list has ${mostWithAddress} places at most.`, [
          { pointer: "limit", reason: `more than ${mostWithAddress}` },
        ]);
      const scopes = [
        scopeOf(request, "venues", "operational"),
        scopeOf(request, "residences", "personal"),
        scopeOf(request, "addresses", "personal"),
      ];
      const isInScope = scopes.every((scope) => scope === undefined || scope.includes(communityId));
      const found = await readPersonal(request, `plan:${communityId}`, async (trx) => {
        const value = isInScope
          ? await findPlan(dbFor(request, trx), { communityId, limit, addresses: scopes[2] })
          : undefined;
        if (value === undefined) return undefined;
        const ids = value.items.filter(({ kind }) => kind === "residence").map(({ id }) => id);
        return { kind: "plan", value, ids, communityId };
      });
      if (found === undefined) throw new HttpProblem("not-found", "There is no such community.");
      return found.isOpen ? found.value : withholdAddresses(found.value);
    },
  );
}
