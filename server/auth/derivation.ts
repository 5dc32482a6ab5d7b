import type { Argon2Parameters } from "node:crypto";
import { once } from "node:events";
import { Worker } from "node:worker_threads";

/**
 * Threads, and derivations at a time: each takes 40 MiB, and a flood of sign-ins must take neither the memory of tiles, nor the
 * threads that compress tiles and read files, nor the processor where there is a tile to be made.
 */
const most = 2;

const idle: Worker[] = [];
const waiting: ((thread: Worker) => void)[] = [];
let started = 0;

/** Argon2id, in its turn. Throws what the derivation throws. */
export async function derive(parameters: Argon2Parameters): Promise<Buffer> {
  const thread = await take();
  try {
    // While it works the process does not end.
    thread.ref();
    const answered = once(thread, "message");
    thread.postMessage(parameters);
    const [tag] = (await answered) as [Uint8Array];
    thread.unref();
    giveBack(thread);
    return Buffer.from(tag);
  } catch (error) {
    // A thread ends with what it throws.
    started--;
    const next = waiting.shift();
    if (next !== undefined) next(start());
    throw error;
  }
}

async function take(): Promise<Worker> {
  const thread = idle.pop();
  if (thread !== undefined) return thread;
  if (started < most) return start();
  return new Promise((resolve) => waiting.push(resolve));
}

function start(): Worker {
  started++;
  const thread = new Worker(new URL("./derivation-worker.ts", import.meta.url));
  thread.unref();
  return thread;
}

/** It is handed on, so that nobody slips in between. */
function giveBack(thread: Worker): void {
  const next = waiting.shift();
  if (next !== undefined) next(thread);
  else idle.push(thread);
}
