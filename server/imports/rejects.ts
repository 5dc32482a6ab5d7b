import { once } from "node:events";
import { createWriteStream, type WriteStream } from "node:fs";
import { HttpProblem } from "../http/problems.ts";
import type { RowFault } from "./source.ts";

/** How many rows may be refused before the whole file is: a share of those read, or a number. */
export type RejectLimit = { readonly share: number } | { readonly count: number };

/** A refused row as it is reported. */
export interface Reject {
  readonly row: number;
  readonly field: string;
  /** At most 64 characters of what was found there. */
  readonly value: string;
  readonly reason: string;
  readonly detail: string;
}

/** `5%` or `100`. Throws HttpProblem. */
export function parseRejectLimit(text: string): RejectLimit {
  const match = /^(\d{1,9}(?:\.\d{1,3})?)(%?)$/.exec(text.trim());
  const value = Number(match?.[1]);
  if (match === null || (match[2] === "%" ? value > 100 : !Number.isInteger(value)))
    throw new HttpProblem("import-invalid", "The limit of rejects must be a share such as 5% or a number of rows.");
  return match[2] === "%" ? { share: value / 100 } : { count: value };
}

/** Rows in a report that goes over the network. */
const mostListed = 100;

/** Rows in a file of rejects: more than these nobody reads. */
const mostWritten = 100_000;

/** Counts refused rows by reason, keeps the first of them, and writes them to a file as they come. */
export class Rejects {
  readonly reasons: Record<string, number> = {};
  readonly first: Reject[] = [];
  count = 0;
  readonly #path: string | undefined;
  #file: WriteStream | undefined;

  /** @param path CSV file to write; made when there is something to write */
  constructor(path?: string) {
    this.#path = path;
  }

  add(row: number, { field, value, reason, message }: RowFault): void {
    this.count++;
    this.reasons[reason] = (this.reasons[reason] ?? 0) + 1;
    const reject = { row, field, value, reason, detail: message };
    if (this.first.length < mostListed) this.first.push(reject);
    if (this.count <= mostWritten) this.#write(reject);
  }

  /** True when so many rows are refused that the rest need not be read. */
  isOver(limit: RejectLimit): boolean {
    return "count" in limit && this.count > limit.count;
  }

  /** True when a file may go on to be read although not one row of it could be taken so far. */
  allows(limit: RejectLimit): boolean {
    return "count" in limit || limit.share === 1;
  }

  /** Throws HttpProblem when more rows are refused than the limit allows. */
  check(limit: RejectLimit, read: number): void {
    const most = "count" in limit ? limit.count : Math.floor(limit.share * read);
    if (this.count <= most) return;
    const kinds = Object.entries(this.reasons).map(([reason, count]) => `${count} ${reason}`);
    throw new HttpProblem(
      "import-invalid",
      `${this.count} of ${read} rows are refused, more than the ${most} that are allowed: ${kinds.join(", ")}.`,
      this.first.map(({ row, field, detail }) => ({
        pointer: `row ${row}${field === "" ? "" : `, ${field}`}`,
        reason: detail,
      })),
    );
  }

  /** Closes the file; gives its path when there is one. */
  async end(): Promise<string | undefined> {
    if (this.#file === undefined) return undefined;
    if (this.count > mostWritten) this.#file.write(`,,,,"${this.count - mostWritten} more rows are not listed"\r\n`);
    this.#file.end();
    await once(this.#file, "close");
    return this.#path;
  }

  #write(reject: Reject): void {
    if (this.#path === undefined) return;
    if (this.#file === undefined) {
      this.#file = createWriteStream(this.#path);
      this.#file.write("\ufeffrow,field,value,reason,detail\r\n");
    }
    this.#file.write(`${Object.values(reject).map(toField).join(",")}\r\n`);
  }
}

/** A value of the file goes back to a spreadsheet: never as a formula. */
function toField(value: string | number): string {
  if (typeof value === "number") return String(value);
  const safe = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
