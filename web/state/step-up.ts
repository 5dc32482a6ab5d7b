import { createStore, type StoreApi } from "zustand/vanilla";

/** A proof was asked for and not given: what needed it was not done. */
export class StepUpLeft extends Error {}

/** What a session that was left open must not do: it asks for a proof first, when the server says so. */
export interface StepUp {
  readonly store: StoreApi<{ readonly isAsking: boolean }>;
  /** Does it, after a proof where one is needed. Rejects with StepUpLeft when none was given. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /** Sends the password; rejects when it is another one, and goes on asking. */
  prove(password: string): Promise<void>;
  /** Tries once more, after a proof that was given elsewhere; without one it asks again. */
  goOn(): void;
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
  const goOn = () => {
    waiting?.resolve();
    end();
  };
  return {
    store,
    run: async (work) => {
      for (;;) {
        try {
          return await work();
        } catch (error) {
          if (!isNeeded(error)) throw error;
        }
        waiting ??= Promise.withResolvers();
        store.setState({ isAsking: true });
        await waiting.promise;
      }
    },
    prove: async (password) => {
      await send(password);
      goOn();
    },
    goOn,
    leave: () => {
      waiting?.reject(new StepUpLeft("No proof was given."));
      end();
    },
  };
}
