/** A thread that derives from passwords and gives way to all others; see derivation.ts. */
import { type Argon2Parameters, argon2Sync } from "node:crypto";
import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";

try {
  // On Linux a thread has a priority of its own, under the number that the kernel knows it by.
  const [thread] = /\d+$/.exec(readlinkSync("/proc/thread-self")) ?? [];
  setPriority(Number(thread), constants.priority.PRIORITY_LOW);
} catch {
  // Elsewhere it shares the processor as it comes.
}

parentPort?.on("message", (parameters: Argon2Parameters) => {
  parentPort?.postMessage(argon2Sync("argon2id", parameters));
});
