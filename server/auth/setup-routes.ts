import { Type } from "typebox";
import { record } from "../audit/queries.ts";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { HttpProblem } from "../http/problems.ts";
import { ref } from "../http/wire.ts";
import type { Planes } from "./hold-planes.ts";
import { hashPassword } from "./passwords.ts";
import { createAccount } from "./queries.ts";
import { SetupBody, SignInWays } from "./schema.ts";
import { hasAccount, takeSetupToken } from "./setup-queries.ts";

const tags = ["sessions"];

interface SetupOptions extends FeatureOptions {
  readonly planeOf: Planes["planeOf"];
  /** Whether there is a provider of identities. */
  readonly hasProvider: boolean;
}

/** The first account of a server, and how one can sign in. */
export function setupRoutes(app: App, { database: { db }, planeOf, hasProvider }: SetupOptions): void {
  app.addSchema(SignInWays);
  app.get(
    "/api/sign-in",
    { schema: { tags, summary: "How one can sign in here", response: { 200: ref(SignInWays), ...problemResponses } } },
    async (request) => {
      const open = planeOf(request) === "main" ? "elsewhere" : "open";
      return { setup: (await hasAccount(db)) ? "done" : open, provider: hasProvider } as const;
    },
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
      const make = db.transaction().execute(async (trx) => {
        // Thrown in here: a wrong token leaves the right one as it was.
        if (!(await takeSetupToken(trx, token)))
          throw new HttpProblem("sign-in-failed", "This token does not open anything.");
        const account = await createAccount(trx, { login, role: "admin", passwordHash });
        await record(trx, { account, role: "admin", action: "setup", outcome: "done", requestId: request.id });
      });
      await make.catch(async (error: unknown) => {
        const by = { account: null, role: "anyone", requestId: request.id };
        if (error instanceof HttpProblem) await record(db, { ...by, action: "setup", outcome: "denied" });
        throw error;
      });
      return reply.code(201).send(null);
    },
  );
}
