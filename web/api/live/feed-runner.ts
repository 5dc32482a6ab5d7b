import type { Clock } from "./clock.ts";
import { type Cause, FeedClient, type FeedPorts } from "./feed-client.ts";
import type { FeedEvent, Snapshot } from "./wire.ts";

/** The way to the server. What comes after the returned function was called is nobody's. */
export interface Transport {
  connect(
    token: string,
    on: {
      opened(): void;
      received(event: FeedEvent): void;
      closed(cause: Cause, retryMs?: number): void;
    },
  ): () => void;
  load(on: { loaded(snapshot: Snapshot): void; failed(cause: Cause): void }): () => void;
}

/** The clocks are compared so often; what a machine slept shows as a difference between them. */
const compareMs = 1_000;
const sleepMs = 5_000;

/** Runs a client: calls its timers, carries its requests, notices that the machine has slept. */
export function runFeed(
  { clock, random, transport }: { clock: Clock; random: () => number; transport: Transport },
  on: Pick<FeedPorts, "tiles" | "changed">,
): FeedClient {
  let endConnection: (() => void) | undefined;
  let endLoad: (() => void) | undefined;
  let timer: { readonly dueAt: number; readonly cancel: () => void } | undefined;

  const setTimer = () => {
    const { dueAt } = client;
    if (timer?.dueAt === dueAt) return;
    timer?.cancel();
    timer = undefined;
    if (dueAt === Number.POSITIVE_INFINITY) return;
    const cancel = clock.after(dueAt - clock.now(), () => {
      timer = undefined;
      client.tick();
      setTimer();
    });
    timer = { dueAt, cancel };
  };
  const client = new FeedClient({
    now: () => clock.now(),
    random,
    connect: (connection, token) => {
      endConnection = transport.connect(token, {
        opened: () => client.opened(connection),
        received: (event) => client.received(connection, event),
        closed: (cause, retryMs) => client.closed(connection, cause, retryMs),
      });
    },
    disconnect: () => endConnection?.(),
    load: (load) => {
      endLoad = transport.load({
        loaded: (snapshot) => client.loaded(load, snapshot),
        failed: (cause) => client.loadFailed(load, cause),
      });
    },
    cancelLoad: () => endLoad?.(),
    tiles: on.tiles,
    changed: () => {
      setTimer();
      on.changed();
    },
  });

  let compared = { now: clock.now(), wall: clock.wallNow() };
  const compare = () => {
    const next = { now: clock.now(), wall: clock.wallNow() };
    const slept = next.wall - compared.wall - (next.now - compared.now);
    compared = next;
    if (slept > sleepMs) client.wake(slept);
    clock.after(compareMs, compare);
  };
  clock.after(compareMs, compare);
  return client;
}
