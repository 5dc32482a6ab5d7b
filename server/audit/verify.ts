import { createHash, hash } from "node:crypto";

/** An entry as it is read back: its number, and the text that was digested. */
export interface SealedRow {
  readonly seq: number;
  readonly text: string;
}

export interface SealRow {
  readonly batch: number;
  readonly firstSeq: number;
  readonly lastSeq: number;
  readonly digests: Buffer;
  readonly previous: Buffer;
  readonly hash: Buffer;
  readonly sealedMicros: number;
}

/** A head of the chain that was exported earlier. */
export interface ExportedHead {
  readonly batch: number;
  readonly seq: number;
  readonly hash: string;
  /** RFC 3339. */
  readonly sealedAt: string;
}

/** Days that the audit is kept at least. */
const leastDays = 365;

/** Where the chain begins since its oldest batches were deleted by age, as it is remembered beside the chain. */
export interface Cut {
  readonly batch: number;
  readonly seq: number;
  readonly hash: Buffer;
  readonly at: Date;
  /** Whether the row that says so waits for the sealer. */
  readonly isUnsealed: boolean;
}

/** The first thing that is wrong. */
export interface Fault {
  readonly what: "altered" | "removed" | "inserted" | "reordered" | "seal" | "rewritten";
  /** Number of the first row that is not as it was sealed. */
  readonly seq: number;
  readonly batch: number;
  readonly explanation: string;
}

export interface Verdict {
  readonly fault: Fault | undefined;
  /** Rows and batches that hold, before the fault. */
  readonly rows: number;
  readonly batches: number;
  readonly head: string | undefined;
}

export const digestBytes = 16;

/** Digest of an entry's text, hexadecimal. */
export function digestOf(text: string): string {
  return hash("sha256", text, "hex").slice(0, 2 * digestBytes);
}

/**
 * Reads the chain from its beginning and stops at the first row that is not as it was sealed.
 *
 * @param entries in order of their numbers
 * @param seals in order of their batches
 * @param heads exported earlier, in any order; the chain must still go through each of them that was not cut off by age
 * @param cut where it begins, if that is not its first row; a row of what is left must say so
 */
export async function verify(
  entries: AsyncIterable<readonly SealedRow[]>,
  seals: AsyncIterable<readonly SealRow[]>,
  heads: readonly ExportedHead[] = [],
  cut?: Cut,
): Promise<Verdict> {
  const rows = new Taker(entries);
  // Several servers may add to one file: a head may stand there twice, and after a later one.
  const due = heads.filter(({ batch }) => cut === undefined || batch > cut.batch).toSorted((a, b) => a.batch - b.batch);
  const begin = { batch: cut?.batch ?? 0, seq: cut?.seq ?? 0 };
  let [nextSeq, batches] = [begin.seq + 1, begin.batch];
  let previous: Buffer = cut?.hash ?? Buffer.alloc(32);
  let isCutOnRecord = cut === undefined || cut.isUnsealed;
  const verdict = (fault?: Fault): Verdict => ({
    fault,
    rows: nextSeq - 1 - begin.seq,
    batches: batches - begin.batch,
    head: batches === 0 ? undefined : previous.toString("hex"),
  });
  const tooYoung = cut && heads.find((head) => head.batch <= cut.batch && isYoung(head, cut));
  if (tooYoung !== undefined) return verdict(rewritten(nextSeq, batches + 1));
  for await (const page of seals) {
    for (const seal of page) {
      const reason = brokenSeal(seal, { batch: batches + 1, firstSeq: nextSeq, previous });
      if (reason !== undefined) return verdict({ what: "seal", seq: nextSeq, batch: batches + 1, explanation: reason });
      const expected = seal.digests.toString("hex");
      const sealed = await rows.upTo(seal.lastSeq);
      const fault = compare(sealed, expected, seal);
      if (fault !== undefined) return verdict(fault);
      while (due[0]?.batch === seal.batch) {
        const head = due.shift() as ExportedHead;
        if (head.hash !== seal.hash.toString("hex") || head.seq !== seal.lastSeq)
          return verdict(rewritten(nextSeq, seal.batch));
      }
      isCutOnRecord ||= cut !== undefined && sealed.some(({ text }) => says(text, cut));
      [nextSeq, batches, previous] = [seal.lastSeq + 1, seal.batch, seal.hash];
    }
  }
  const extra = (await rows.upTo(Number.POSITIVE_INFINITY))[0];
  if (extra !== undefined)
    return verdict({ what: "inserted", seq: extra.seq, batch: batches, explanation: "No seal holds this row." });
  if (due[0] !== undefined) return verdict(rewritten(nextSeq, batches + 1));
  if (isCutOnRecord) return verdict();
  const explanation = "What came before was taken away, and no row says that it was deleted by age.";
  return verdict({ what: "removed", seq: begin.seq, batch: begin.batch, explanation });
}

/** Whether a batch that was cut off was younger than the audit is kept. */
function isYoung({ sealedAt }: ExportedHead, { at }: Cut): boolean {
  return Date.parse(sealedAt) > at.getTime() - leastDays * 86_400_000;
}

/** Whether an entry is the one that a cut leaves behind. */
function says(text: string, { batch, hash }: Cut): boolean {
  if (!text.includes("audit-cut")) return false;
  const [, , , action, , , , , detail] = JSON.parse(text) as [...unknown[]];
  const { batch: said, hash: of } = detail as { batch?: number; hash?: string };
  return action === "audit-cut" && said === batch && of === hash.toString("hex");
}

function rewritten(seq: number, batch: number): Fault {
  const explanation = "The chain is another than when its head was exported: it was made anew from here, or cut off.";
  return { what: "rewritten", seq, batch, explanation };
}

interface Link {
  readonly batch: number;
  readonly firstSeq: number;
  readonly previous: Buffer;
}

/** Why a seal does not follow the one before, or does not agree with itself. */
function brokenSeal(seal: SealRow, due: Link): string | undefined {
  if (seal.batch !== due.batch) return `Seal ${due.batch} is missing, or one was added before it.`;
  if (seal.firstSeq !== due.firstSeq || seal.digests.length !== digestBytes * (seal.lastSeq - seal.firstSeq + 1))
    return "Its seal does not begin or end where it should.";
  if (!seal.previous.equals(due.previous)) return "Its seal does not follow from the one before.";
  const numbers = Buffer.alloc(32);
  for (const [i, value] of [seal.batch, seal.firstSeq, seal.lastSeq, seal.sealedMicros].entries())
    numbers.writeBigInt64BE(BigInt(value), 8 * i);
  const own = createHash("sha256").update(seal.previous).update(numbers).update(seal.digests).digest();
  return own.equals(seal.hash) ? undefined : "Its seal was altered.";
}

/** The first row of a batch that is not as it was sealed. */
function compare(
  rows: readonly SealedRow[],
  expected: string,
  { batch, firstSeq, lastSeq }: SealRow,
): Fault | undefined {
  const count = lastSeq - firstSeq + 1;
  const sealed = (i: number) => expected.slice(2 * digestBytes * i, 2 * digestBytes * (i + 1));
  const fault = (what: Fault["what"], seq: number, explanation: string): Fault => ({ what, seq, batch, explanation });
  const before = rows.find(({ seq }) => seq < firstSeq);
  if (before !== undefined) return fault("inserted", before.seq, "It has a number that was never given out.");
  const digests = new Map<number, string>();
  for (const { seq, text } of rows) digests.set(seq - firstSeq, digestOf(text));
  for (let i = 0; i < count; i++) {
    const found = digests.get(i);
    if (found === sealed(i)) continue;
    const seq = firstSeq + i;
    if (found === undefined) return fault("removed", seq, "It is not there any more.");
    const origin = Array.from({ length: count }, (_, j) => j).find((j) => sealed(j) === found);
    if (origin === undefined) {
      return digests.get(i + 1) === sealed(i)
        ? fault("inserted", seq, "It was put in, and the rows after it were moved down.")
        : fault("altered", seq, "It is not what was sealed.");
    }
    return origin === i + 1 && digests.get(origin) !== sealed(i)
      ? fault("removed", seq, "It was taken out, and the rows after it were moved up.")
      : fault("reordered", seq, `What stands here was sealed as row ${firstSeq + origin}.`);
  }
  return undefined;
}

/** Takes rows from pages, in order. */
class Taker {
  readonly #pages: AsyncIterator<readonly SealedRow[]>;
  #page: readonly SealedRow[] = [];
  #at = 0;

  constructor(pages: AsyncIterable<readonly SealedRow[]>) {
    this.#pages = pages[Symbol.asyncIterator]();
  }

  /** The rows that come next, up to a number. */
  async upTo(seq: number): Promise<SealedRow[]> {
    const taken: SealedRow[] = [];
    for (;;) {
      while (this.#at < this.#page.length) {
        const row = this.#page[this.#at] as SealedRow;
        if (row.seq > seq) return taken;
        taken.push(row);
        this.#at++;
      }
      const next = await this.#pages.next();
      if (next.done === true) return taken;
      [this.#page, this.#at] = [next.value, 0];
    }
  }
}
