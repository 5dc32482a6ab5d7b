import type { ChildProcess } from "node:child_process";
import { once } from "node:events";

/** What a child process writes, and how it ends. */
export interface ChildWords {
  /** Everything so far, both streams. */
  text(): string;
  /** Resolves once there is something that matches; rejects when it ends without. */
  says(pattern: RegExp): Promise<RegExpExecArray>;
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
}

/** Reads those streams of a child that are piped. To be called before it can have written anything. */
export function wordsOf(child: ChildProcess): ChildWords {
  let text = "";
  const readers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => {
      text += chunk.toString();
      for (const read of readers) read();
    });
  const ended = once(child, "close").then(([code, signal]) => ({ code, signal }));
  const says = (pattern: RegExp) =>
    new Promise<RegExpExecArray>((resolve, reject) => {
      const read = () => {
        const match = pattern.exec(text);
        if (match === null) return;
        readers.delete(read);
        resolve(match);
      };
      readers.add(read);
      read();
      void ended.then(() => reject(new Error(`ended without ${pattern}:\n${text}`)), reject);
    });
  return { text: () => text, says, ended };
}
