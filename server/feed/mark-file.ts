import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { FeedEvent } from "./event.ts";

/** The newest event that was seen, and its epoch. */
export interface Mark {
  readonly epoch: string;
  readonly event: FeedEvent;
}

/**
 * Remembers the newest event outside the database. A database that was put back to an earlier state has its numbers from
 * then: a server that starts on it knows by this file that they have been given out before, for other events.
 */
export class MarkFile {
  readonly #path: string;
  readonly #onFault: (error: Error) => void;
  #written: FeedEvent | undefined;

  /** @param onFault called when the file cannot be written; the feed goes on without */
  constructor(path: string, onFault: (error: Error) => void) {
    this.#path = path;
    this.#onFault = onFault;
  }

  /** What was remembered last; undefined when there is nothing that can be read. */
  async read(): Promise<Mark | undefined> {
    try {
      const mark = JSON.parse(await readFile(this.#path, "utf8")) as Mark;
      return typeof mark.epoch === "string" && Number.isSafeInteger(mark.event?.seq) ? mark : undefined;
    } catch {
      return undefined;
    }
  }

  /** Remembers an event, whole or not at all. */
  async write(mark: Mark): Promise<void> {
    if (mark.event === this.#written) return;
    try {
      await mkdir(dirname(this.#path), { recursive: true });
      const fresh = `${this.#path}.${process.pid}`;
      await writeFile(fresh, JSON.stringify(mark));
      await rename(fresh, this.#path);
      this.#written = mark.event;
    } catch (error) {
      this.#onFault(error as Error);
    }
  }
}
