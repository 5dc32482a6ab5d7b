/** A body ready to be sent. */
export interface HeldBody {
  readonly body: Buffer;
  /** It was compressed again, slowly: other bytes for the same tile, so another ETag. */
  readonly isDense: boolean;
  /** What goes with it, kept by whoever sends it. */
  head?: readonly string[];
  /** The ETag for those who may see a part of the tile only, and what goes with the body to them. */
  tag?: string;
  cutHead?: readonly string[];
}

interface Entry extends HeldBody {
  hits: number;
}

/** A body asked for so often has survived: compressing it well pays. */
const hitsBeforeCondensing = 4;

/**
 * Encoded tiles, least recently used dropped first, bounded by bytes. Requests for the same key while its body is
 * being made wait for that one; a failure is never kept. A body that keeps being asked for is made denser, one at a
 * time, while the first form goes on being served.
 */
export class ResponseCache {
  readonly #mostBytes: number;
  readonly #entries = new Map<string, Entry>();
  readonly #making = new Map<string, Promise<HeldBody>>();
  #bytes = 0;
  #isCondensing = false;
  #hits = 0;
  #misses = 0;
  #condensed = 0;
  #dropped = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Bytes held now. */
  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#entries.size;
  }

  /** Requests answered from what was held or under way, bodies made, made denser, and dropped to make room. */
  get counts(): Readonly<Record<"hits" | "misses" | "condensed" | "dropped", number>> {
    return { hits: this.#hits, misses: this.#misses, condensed: this.#condensed, dropped: this.#dropped };
  }

  /**
   * The body of a key where it is held. The key must change whenever the body may.
   * @param condense - makes the same content smaller, for bodies that survive
   */
  find(key: string, condense?: (body: Buffer) => Promise<Buffer>): HeldBody | undefined {
    const held = this.#entries.get(key);
    if (held === undefined) return undefined;
    this.#hits++;
    this.#entries.delete(key);
    this.#entries.set(key, held);
    if (++held.hits === hitsBeforeCondensing && condense !== undefined && held.body.length > 0)
      void this.#condense(key, held, condense);
    return held;
  }

  /** The body of a key that `find` did not find, made once however many ask for it meanwhile. */
  async make(key: string, make: () => Promise<Buffer>): Promise<HeldBody> {
    const flying = this.#making.get(key);
    if (flying !== undefined) {
      this.#hits++;
      return flying;
    }
    this.#misses++;
    const made = make().then((body): HeldBody => ({ body, isDense: false }));
    this.#making.set(key, made);
    try {
      const fresh = await made;
      this.#keep(key, { ...fresh, hits: 0 });
      return fresh;
    } finally {
      this.#making.delete(key);
    }
  }

  async #condense(key: string, held: Entry, condense: (body: Buffer) => Promise<Buffer>): Promise<void> {
    if (this.#isCondensing) {
      held.hits = 0;
      return;
    }
    this.#isCondensing = true;
    try {
      const body = await condense(held.body);
      if (this.#entries.get(key) !== held || body.length >= held.body.length) return;
      this.#drop(key, held);
      this.#keep(key, { body, isDense: true, hits: hitsBeforeCondensing });
      this.#condensed++;
    } catch {
      // What is held is good; it stays as it is.
    } finally {
      this.#isCondensing = false;
    }
  }

  #keep(key: string, entry: Entry): void {
    const cost = costOf(key, entry);
    if (cost > this.#mostBytes / 8) return;
    this.#entries.set(key, entry);
    this.#bytes += cost;
    for (const [oldest, dropped] of this.#entries) {
      if (this.#bytes <= this.#mostBytes) return;
      this.#drop(oldest, dropped);
      this.#dropped++;
    }
  }

  #drop(key: string, entry: Entry): void {
    this.#entries.delete(key);
    this.#bytes -= costOf(key, entry);
  }
}

/** Bytes of the body, of the key's characters and of the objects and headers that go with them. */
function costOf(key: string, { body }: Entry): number {
  return body.byteLength + key.length * 2 + 600;
}
