/** What the provider of identities added to the address that it led back to. */
export interface ProviderAnswer {
  readonly state: string;
  readonly code?: string;
  readonly iss?: string;
  readonly error?: string;
}

const names = ["state", "code", "iss", "error"] as const;

/** The answer in the query of an address; null where nobody comes back from a provider. */
export function answerOf(search: string): ProviderAnswer | null {
  const query = new URLSearchParams(search);
  if (!query.has("state") || !(query.has("code") || query.has("error"))) return null;
  const found = names.flatMap((name) => (query.has(name) ? [[name, query.get(name)] as const] : []));
  return Object.fromEntries(found) as unknown as ProviderAnswer;
}

/** Under it the tab keeps the query of the page of the sign-in while somebody is at the provider. */
const kept = "one-map-sign-in";

/** Keeps what the page of the sign-in was asked for until somebody comes back to it. A browser that keeps nothing loses the way on. */
export function keepQuery(storage: Storage, search: string): void {
  try {
    storage.setItem(kept, search);
  } catch {
    // They sign in all the same.
  }
}

/**
 * Takes the provider's answer off the address, where no history and no later page sees it, and puts back what the page had been
 * asked for. Null where nobody comes back.
 */
export function takeAnswer(location: Location, history: History, storage: Storage): ProviderAnswer | null {
  const answer = answerOf(location.search);
  if (answer === null) return null;
  history.replaceState(null, "", location.pathname + (storage.getItem(kept) ?? ""));
  storage.removeItem(kept);
  return answer;
}
