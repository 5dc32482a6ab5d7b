import { Type } from "typebox";
import { record } from "../audit/queries.ts";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { hashPassword } from "./passwords.ts";
import { createAccount } from "./queries.ts";
import { SetupBody } from "./schema.ts";
import { hasAccount, takeSetupToken } from "./setup-queries.ts";

const tags = ["sessions"];

/** The first account of a server. */
export function setupRoutes(app: App, { database: { db } }: FeatureOptions): void {
  app.get(
    "/api/setup",
    {
      schema: {
        tags,
        summary: "Whether the first account is still to be made",
        response: { 200: Type.Object({ isOpen: Type.Boolean() }), ...problemResponses },
      },
    },
    async () => ({ isOpen: !(await hasAccount(db)) }),
  );

  app.post(
    "/api/setup",
    {
      schema: {
        tags,
        summary: "Make the first account, an admin, with the token that the server printed",
        body: SetupBody,
        response: { 201: Type.Null({ description: "Done" }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const { token, login, password } = request.body;
      const passwordHash = await hashPassword(password);
      await db.transaction().execute(async (trx) => {
        // Thrown in here: a wrong token leaves the right one as it was.
        if (!(await takeSetupToken(trx, token)))
          throw new HttpProblem("sign-in-failed", "This token does not open anything.");
        const account = await createAccount(trx, { login, role: "admin", passwordHash });
        await record(trx, { account, role: "admin", action: "setup", outcome: "done", requestId: request.id });
      });
      return reply.code(201).send(null);
    },
  );
}
