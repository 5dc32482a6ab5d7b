import { createStore, type StoreApi } from "zustand/vanilla";

/** The password was asked for and not given: what needed it was not done. */
export class StepUpLeft extends Error {}

/** What a session that was left open must not do: it asks for the password first, when the server says so. */
export interface StepUp {
  readonly store: StoreApi<{ readonly isAsking: boolean }>;
  /** Does it, after a password where one is needed. Rejects with StepUpLeft when none was given. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Sends the password; rejects when it is another one, and goes on asking. */
  prove(password: string): Promise<void>;
  leave(): void;
}

/**
 * @param send proves the password to the server
 * @param isNeeded whether an error says that the password has to be entered first
 */
export function newStepUp(send: (password: string) => Promise<void>, isNeeded: (error: unknown) => boolean): StepUp {
  const store = createStore(() => ({ isAsking: false }));
  let waiting: PromiseWithResolvers<void> | undefined;
  const end = () => {
    waiting = undefined;
    store.setState({ isAsking: false });
  };
  return {
    store,
    run: async (work) => {
      try {
        return await work();
      } catch (error) {
        if (!isNeeded(error)) throw error;
      }
      waiting ??= Promise.withResolvers();
      store.setState({ isAsking: true });
      await waiting.promise;
      return work();
    },
    prove: async (password) => {
      await send(password);
      waiting?.resolve();
      end();
    },
    leave: () => {
      waiting?.reject(new StepUpLeft("No password was given."));
      end();
    },
  };
}
