import { Type } from "typebox";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { ref } from "../http/wire.ts";
import { listDuty } from "./queries.ts";
import { Duty, DutyQuery } from "./schema.ts";

/** Who is on duty where: by badge. */
export function dutyRoutes(app: App, { dbFor, scopeOf }: FeatureOptions): void {
  app.addSchema(Duty);

  app.get(
    "/api/duty",
    {
      schema: {
        tags: ["duty"],
        summary: "Badges that answer for a community",
        querystring: DutyQuery,
        response: { 200: Type.Object({ items: Type.Array(ref(Duty)) }), ...problemResponses },
      },
    },
    async (request) => {
      const { communityId, on = new Date().toISOString().slice(0, 10) } = request.query;
      const isInScope = scopeOf(request, "duty", "operational")?.includes(communityId) !== false;
      return { items: isInScope ? await listDuty(dbFor(request), communityId, on) : [] };
    },
  );
}
