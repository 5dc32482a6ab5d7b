import { sealBatch } from "../audit/queries.ts";
import type { ProviderConfig } from "../auth/provider-config.ts";
import { testApp } from "./app.ts";
import { browserOf, KeptCookies } from "./cookies.ts";
import { AtProvider, startIdentityProvider } from "./identity-provider.ts";

/** Where `inject` says that requests go. */
const page = "http://localhost/sign-in.html";

/** Whole-server test application that signs in by a provider of identities which runs beside it. */
export async function providerStage({
  keysAsFile = false,
  ...changed
}: { keysAsFile?: boolean } & Partial<ProviderConfig> = {}) {
  const idp = await startIdentityProvider([page]);
  const provider = { ...idp.config, ...(keysAsFile && { keys: idp.keys }), ...changed };
  const made = await testApp({ principalOf: "sessions", provider });
  const { call } = browserOf(made.app);
  const { database } = made;
  let told = 0;
  return {
    ...made,
    idp,
    browser: () => new ProviderBrowser(call),
    /** Entries of the audit since the last time, oldest first. */
    recorded: async () => {
      while ((await sealBatch(database.pool, 1_000)) > 0);
      const { rows } = await database.pool.query<Recorded>(
        `select seq::int, account_id as account, role, action, outcome, detail from audit.entry
         where seq > $1 order by seq`,
        [told],
      );
      told = rows.at(-1)?.seq ?? told;
      return rows.map(({ seq: _seq, ...entry }) => entry);
    },
    close: async () => {
      await made.close();
      await idp.close();
    },
  };
}

interface Recorded {
  readonly seq: number;
  readonly account: number | null;
  readonly role: string;
  readonly action: string;
  readonly outcome: string;
  readonly detail: Readonly<Record<string, unknown>>;
}

type Call = ReturnType<typeof browserOf>["call"];

/** One browser: its cookies here, and those at the provider. */
export class ProviderBrowser {
  readonly #call: Call;
  readonly #cookies = new KeptCookies();
  readonly at = new AtProvider();

  constructor(call: Call) {
    this.#call = call;
  }

  get cookie(): string {
    return this.#cookies.header;
  }

  /** True while it holds a session, whatever that is worth. */
  get hasSession(): boolean {
    return this.#cookies.has("__Host-one-map");
  }

  /** Keeps the cookies of another, as one who has stolen them does, or loses its own. */
  takeCookiesOf(other: ProviderBrowser | undefined): void {
    this.#cookies.become(other === undefined ? undefined : other.#cookies);
  }

  async ask(method: Parameters<Call>[0], url: string, body?: object) {
    const answer = await this.#call(method, url, { cookie: this.cookie, ...(body && { body }) });
    this.#cookies.take([answer.headers["set-cookie"] ?? []].flat());
    return answer;
  }

  /** Begins an attempt and gives the address at the provider. */
  async begin(reason: "sign-in" | "proof" = "sign-in"): Promise<string> {
    const answer = await this.ask("POST", "/api/oidc/attempts", { for: reason });
    if (answer.statusCode !== 201) throw new Error(answer.body);
    return (answer.json() as { address: string }).address;
  }

  /** Goes there and back, and gives what the provider said. */
  async answerOf(login: string, reason: "sign-in" | "proof" = "sign-in"): Promise<Record<string, string>> {
    const { searchParams } = await this.at.signIn(await this.begin(reason), login);
    return Object.fromEntries(searchParams);
  }

  bring(answer: object) {
    return this.ask("POST", "/api/oidc/answers", answer);
  }

  /** All of it. */
  async signIn(login: string, reason: "sign-in" | "proof" = "sign-in") {
    return this.bring(await this.answerOf(login, reason));
  }

  async me() {
    return (await this.ask("GET", "/api/sessions/current")).json() as {
      login: string;
      role: string;
      signsInBy: string | null;
      pages: string[];
      scope: { isCity: boolean; communityIds: number[] };
    };
  }
}
