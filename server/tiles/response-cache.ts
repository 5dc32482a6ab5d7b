/**
 * Encoded tiles, least recently used dropped first, bounded by bytes. Requests for the same key while its body is
 * being made wait for that one; a failure is never kept.
 */
export class ResponseCache {
  readonly #mostBytes: number;
  readonly #bodies = new Map<string, Buffer>();
  readonly #making = new Map<string, Promise<Buffer>>();
  #bytes = 0;

  constructor(mostBytes: number) {
    this.#mostBytes = mostBytes;
  }

  /** Bytes held now. */
  get bytes(): number {
    return this.#bytes;
  }

  get size(): number {
    return this.#bodies.size;
  }

  /** The body of a key, made at most once at a time. The key must change whenever the body may. */
  async get(key: string, make: () => Promise<Buffer>): Promise<Buffer> {
    const held = this.#bodies.get(key);
    if (held !== undefined) {
      this.#bodies.delete(key);
      this.#bodies.set(key, held);
      return held;
    }
    const flying = this.#making.get(key);
    if (flying !== undefined) return flying;
    const made = make();
    this.#making.set(key, made);
    try {
      const body = await made;
      this.#keep(key, body);
      return body;
    } finally {
      this.#making.delete(key);
    }
  }

  #keep(key: string, body: Buffer): void {
    const cost = body.byteLength + key.length * 2 + 100;
    if (cost > this.#mostBytes / 8) return;
    this.#bodies.set(key, body);
    this.#bytes += cost;
    for (const [oldest, dropped] of this.#bodies) {
      if (this.#bytes <= this.#mostBytes) return;
      this.#bodies.delete(oldest);
      this.#bytes -= dropped.byteLength + oldest.length * 2 + 100;
    }
  }
}
