import { createStore, type StoreApi } from "zustand/vanilla";

/** What this screen is told of itself. */
export interface LinkedState<Control> {
  readonly version: number;
  readonly control: Control;
  readonly acknowledged: readonly number[];
  readonly remotes: number;
  readonly isLetIn: boolean;
}

export interface LinkApi<Control> {
  newScreen(): Promise<{ token: string }>;
  getScreen(token: string): Promise<LinkedState<Control>>;
  newPairingCode(token: string): Promise<{ code: string; opens: "remote" | "screen"; expiresAt: string }>;
  /** True for a failure that says that the secret is not, or no longer, known. */
  isStranger(error: unknown): boolean;
}

export interface Link<Control> {
  /** The last that was told; null before the first answer. `takenAt` in the clock given. */
  readonly store: StoreApi<{ state: LinkedState<Control> | null; takenAt: number | null; isReachable: boolean }>;
  /** The code that is shown, and what it opens; null while none is. */
  readonly pairing: StoreApi<{ code: string | null; opens: "remote" | "screen" }>;
  /** Asks now; resolves when it has been told, or has not. */
  ask(): Promise<void>;
  /** Does something else as this screen. */
  withToken<T>(work: (token: string) => Promise<T>): Promise<T>;
  /** Shows a code, a new one whenever the last is about to end, until told otherwise. */
  showCode(isShown: boolean): Promise<void>;
}

const tokenKey = "one-map.wall.screen";
/** A code is changed so long before it ends, so that nobody types one that has just died. */
const renewMs = 20_000;

/**
 * This screen's line to the server: its secret, what its remotes have chosen, and the code that lets one in.
 *
 * @param now of a clock that nobody sets, milliseconds
 * @param serverNow of the server's clock, epoch milliseconds: this machine's own may be wrong
 */
export function newLink<Control>(
  api: LinkApi<Control>,
  storage: Pick<Storage, "getItem" | "setItem" | "removeItem">,
  now: () => number,
  serverNow: () => number = Date.now,
): Link<Control> {
  const store = createStore<{ state: LinkedState<Control> | null; takenAt: number | null; isReachable: boolean }>(
    () => ({
      state: null,
      takenAt: null,
      isReachable: true,
    }),
  );
  const pairing = createStore<{ code: string | null; opens: "remote" | "screen" }>(() => ({
    code: null,
    opens: "remote",
  }));
  let renewAt = 0;
  let isShown = false;

  const token = async () => {
    const kept = storage.getItem(tokenKey);
    if (kept !== null) return kept;
    const { token: fresh } = await api.newScreen();
    storage.setItem(tokenKey, fresh);
    return fresh;
  };
  /** A screen that is a stranger, as after a restore, is switched on afresh once. */
  const asScreen = async <T>(work: (token: string) => Promise<T>): Promise<T> => {
    try {
      return await work(await token());
    } catch (error) {
      if (!api.isStranger(error)) throw error;
      storage.removeItem(tokenKey);
      return work(await token());
    }
  };
  const renew = async () => {
    if (!isShown || now() < renewAt) return;
    const { code, opens, expiresAt } = await asScreen(api.newPairingCode);
    renewAt = now() + Math.max(renewMs, Date.parse(expiresAt) - serverNow() - renewMs);
    if (isShown) pairing.setState({ code, opens });
  };
  const ask = async () => {
    try {
      const state = await asScreen(api.getScreen);
      const isSame =
        state.version === store.getState().state?.version && state.remotes === store.getState().state?.remotes;
      store.setState({ ...(!isSame && { state }), takenAt: now(), isReachable: true });
      await renew();
    } catch {
      store.setState({ isReachable: false });
    }
  };
  const showCode = async (shown: boolean) => {
    if (shown === isShown) return;
    isShown = shown;
    renewAt = 0;
    if (!shown) pairing.setState({ code: null });
    else await renew().catch(() => {});
  };
  return { store, pairing, ask, withToken: asScreen, showCode };
}
