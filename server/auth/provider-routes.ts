import type { FastifyRequest } from "fastify";
import { Type } from "typebox";
import { type App, type FeatureOptions, problemResponses } from "../http/app-type.ts";
import { AttemptLimit, holdBack } from "../http/attempt-limit.ts";
import { HttpProblem } from "../http/problems.ts";
import { byOf } from "./by.ts";
import { heldBy } from "./held.ts";
import { IdentityProvider } from "./provider.ts";
import type { ProviderConfig } from "./provider-config.ts";
import { ProviderSignIns } from "./provider-sign-in.ts";
import { AnswerBody, AttemptBody } from "./schema.ts";
import type { Sessions } from "./sessions.ts";
import { attemptCookie, sessionCookie, tokenFromCookies } from "./tokens.ts";

const tags = ["sessions"];

/** The page that the provider leads back to, on whichever address of this server the attempt was begun. */
const callbackPage = "/sign-in.html";

/**
 * Signing in by a provider of identities. A page begins an attempt, leaves for the provider, and is led back to the page of the
 * sign-in, which brings here what the provider added to its address: so everything that changes something is a POST of our own page.
 */
export function providerRoutes(
  app: App,
  { database: { db } }: FeatureOptions,
  { sessions, provider }: { sessions: Sessions; provider: ProviderConfig | undefined },
): void {
  const signIns = provider && new ProviderSignIns(db, new IdentityProvider(provider), sessions);
  const attempts = new AttemptLimit({ mostEach: 120, mostTogether: 1_200, windowMs: 60_000 });
  const configured = () => {
    if (signIns === undefined) throw new HttpProblem("not-found", "There is no provider of identities here.");
    return signIns;
  };

  app.post(
    "/api/oidc/attempts",
    {
      schema: {
        tags,
        summary: "Begin to sign in, or to prove once more who one is, at the provider of identities",
        description:
          "Leave for the address; it leads back to the page of the sign-in. Good for ten minutes, in this browser.",
        body: AttemptBody,
        response: { 201: Type.Object({ address: Type.String() }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const ways = configured();
      holdBack(attempts, request, reply);
      const held = request.body.for === "proof" ? await heldBy(sessions, request) : undefined;
      const { address, token } = await ways.begin(callbackOf(request), held);
      return reply.code(201).header("set-cookie", attemptCookie(token)).send({ address });
    },
  );

  app.post(
    "/api/oidc/answers",
    {
      schema: {
        tags,
        summary: "Come back from the provider of identities",
        description: "The session is in a cookie that scripts cannot read, as after a sign-in by password.",
        body: AnswerBody,
        response: { 200: Type.Object({ isProof: Type.Boolean() }), ...problemResponses },
      },
    },
    async (request, reply) => {
      const ways = configured();
      holdBack(attempts, request, reply);
      const attempt = tokenFromCookies(request.headers.cookie, "attempt");
      const session = await ways.finish(attempt, request.body, byOf(request));
      attempts.giveBack(request.ip);
      // It is spent; only one that was not this attempt's answer leaves the cookie as it is.
      const cookies = [attemptCookie(), ...(session === undefined ? [] : [sessionCookie(session)])];
      return reply.header("set-cookie", cookies).send({ isProof: session === undefined });
    },
  );
}

/** Written as the provider compares it: without the port that the scheme implies. */
function callbackOf({ protocol, host }: FastifyRequest): string {
  return new URL(callbackPage, `${protocol}://${host}`).href;
}
