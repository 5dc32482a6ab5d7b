import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { ref } from "../http/wire.ts";
import { findPlan } from "./queries.ts";
import { Plan, PlanItem, PlanQuery } from "./schema.ts";

/** What an officer has to visit. */
export function planRoutes(app: App, { database: { db }, scopeOf }: FeatureOptions): void {
  app.addSchema(PlanItem);
  app.addSchema(Plan);

  app.get(
    "/api/plan",
    {
      schema: {
        tags: ["plan"],
        summary: "Places due in a community, most urgent first",
        querystring: PlanQuery,
        response: { 200: ref(Plan), ...problemResponses },
      },
    },
    async (request) => {
      const { communityId, limit } = request.query;
      const isInScope = scopeOf(request, "residences", "personal")?.includes(communityId) !== false;
      const plan = isInScope ? await findPlan(db, communityId, limit) : undefined;
      if (plan === undefined) throw new HttpProblem("not-found", "There is no such community.");
      return plan;
    },
  );
}
