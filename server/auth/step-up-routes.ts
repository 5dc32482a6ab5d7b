import { Type } from "typebox";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { heldBy } from "./held.ts";
import { ProofBody } from "./schema.ts";
import type { Sessions } from "./sessions.ts";
import { proveAgain, provedMinutes } from "./step-up-queries.ts";

/** The password once more, before what a session that was left open must not do. */
export function stepUpRoutes(app: App, { database: { db } }: FeatureOptions, sessions: Sessions): void {
  app.post(
    "/api/sessions/current/proof",
    {
      schema: {
        tags: ["sessions"],
        summary: "Enter one's password again, for exports and emergencies",
        description: `It counts for ${provedMinutes} minutes, in this session only.`,
        body: ProofBody,
        response: { 204: Type.Null({ description: "Done" }), ...problemResponses },
      },
    },
    async (request, reply) => {
      await proveAgain(db, await heldBy(sessions, request), request.body.password, request.id);
      return reply.code(204).send(null);
    },
  );
}
