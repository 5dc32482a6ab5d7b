import { setTimeout as wait } from "node:timers/promises";
import { ask } from "@one-map/server/testing/traffic";

/** Something that is watched until it has ended, by `performance.now()`. */
interface Watch {
  readonly over: Promise<number>;
}

function toWatch(over: Promise<number>): Watch {
  // Where something else fails nobody waits for it any more.
  over.catch(() => {});
  return { over };
}

const pauseMillis = 50;
const patienceMillis = 60_000;

/** Whether an answer has something of a community in it. */
const asked: readonly (readonly [url: string, hasSomething: (body: string) => boolean])[] = [
  ["/api/incidents?limit=1", (body) => (JSON.parse(body) as { items: unknown[] }).items.length > 0],
  ["/api/live/snapshot", (body) => (JSON.parse(body) as { incidents: unknown[] }).incidents.length > 0],
  ["/tiles/incidents/8/204/101.mvt", (body) => body.length > 0],
];

/** Asks for rows again and again until none are told any more. Throws when there are none to begin with. */
export async function watchAnswers(origin: string, cookie: string): Promise<Watch> {
  const isTold = await Promise.all(asked.map(([url, has]) => isAnswered(origin + url, cookie, has)));
  if (isTold.includes(false)) throw new Error(`${origin} tells nothing from the beginning: ${isTold.join()}`);
  const late = performance.now() + patienceMillis;
  const watch = async () => {
    let last = performance.now();
    for (let isOver = false; !isOver; await wait(pauseMillis)) {
      isOver = true;
      for (const [url, has] of asked)
        if (await isAnswered(origin + url, cookie, has)) {
          isOver = false;
          last = performance.now();
        }
      if (last > late) throw new Error(`${origin} goes on answering`);
    }
    return last;
  };
  return toWatch(watch());
}

async function isAnswered(url: string, cookie: string, has: (body: string) => boolean): Promise<boolean> {
  const { status = 0, body, error } = await ask(url, { headers: { cookie } });
  if ([204, 401, 403].includes(status)) return false;
  if (status !== 200) throw new Error(`${url}: ${error ?? status}`);
  return has(body);
}

/** Listens until the stream ends, or says that it goes on with another scope. Resolves once it has begun. */
export async function watchStream(origin: string, cookie: string): Promise<Watch> {
  const snapshot = await fetch(`${origin}/api/live/snapshot`, { headers: { cookie } });
  const { epoch, seq } = (await snapshot.json()) as { epoch: string; seq: number };
  const ending = new AbortController();
  const answer = await fetch(`${origin}/api/live?after=${epoch}.${seq}`, {
    headers: { cookie },
    signal: ending.signal,
  });
  if (answer.status !== 200 || answer.body === null) throw new Error(`no stream: ${answer.status}`);
  const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
  const next = async () => {
    const { done, value } = await reader.read();
    return done ? undefined : value;
  };
  if ((await next()) === undefined) throw new Error("the stream ended at once");
  const listen = async () => {
    for (let text = await next(); text !== undefined && !text.includes('"why":"scope"'); text = await next());
    const at = performance.now();
    ending.abort();
    return at;
  };
  const tooLate = wait(patienceMillis, undefined, { ref: false }).then(() => {
    throw new Error(`${origin} goes on streaming`);
  });
  return toWatch(Promise.race([listen(), tooLate]));
}
