import { appendFile, mkdir, readFile } from "node:fs/promises";
import { dirname } from "node:path";
import type { Head } from "./queries.ts";
import type { ExportedHead } from "./verify.ts";

/** Reads what was exported, oldest first; nothing where there is no file. Throws for a line that is no head. */
export async function readHeads(path: string): Promise<ExportedHead[]> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
  return text
    .split("\n")
    .filter((line) => line !== "")
    .map((line, i) => {
      const head = JSON.parse(line) as Head;
      if (!Number.isSafeInteger(head.batch) || !Number.isSafeInteger(head.seq) || !/^[0-9a-f]{64}$/.test(head.hash))
        throw new Error(`Line ${i + 1} of ${path} is no head of the audit.`);
      return head;
    });
}

/**
 * Adds the head of the chain to a file that belongs into other custody: a disk, a machine or a printer that whoever
 * runs the database cannot write to. One line each; nothing when the chain has not grown since.
 */
export async function exportHead(path: string, head: Head): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  const last = (await readHeads(path)).at(-1);
  if (last !== undefined && last.batch >= head.batch) return;
  await appendFile(path, `${JSON.stringify(head)}\n`, { mode: 0o600 });
}
