import { keepQuery, type ProviderAnswer } from "../state/provider-answer.ts";
import { client, take } from "./client.ts";

/**
 * Leaves for the provider of identities, to sign in or to prove once more who one is. Throws ApiError where that cannot begin.
 * @param search query of the page of the sign-in, which the provider leads back to: the language, and where to go on
 */
export async function leaveForProvider(reason: "sign-in" | "proof", search: string): Promise<never> {
  const { address } = await take(client.POST("/api/oidc/attempts", { body: { for: reason } }));
  keepQuery(sessionStorage, search);
  location.assign(address);
  return new Promise<never>(() => {});
}

export const bringAnswer = (body: ProviderAnswer) => take(client.POST("/api/oidc/answers", { body }));
