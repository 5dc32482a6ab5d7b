/** Answers that are dear to make and change slowly: made once for all who ask meanwhile, and kept for a while. */
export class Kept<T> {
  readonly #millis: number;
  readonly #most: number;
  readonly #held = new Map<string, { readonly at: number; readonly value: Promise<T> }>();

  /** @param millis how long an answer is kept; @param most how many are, the oldest goes first */
  constructor(millis: number, most: number) {
    this.#millis = millis;
    this.#most = most;
  }

  /** The answer kept under a name, or a new one. One that fails is not kept. */
  get(name: string, make: () => Promise<T>): Promise<T> {
    const known = this.#held.get(name);
    if (known !== undefined && performance.now() - known.at < this.#millis) return known.value;
    const value = make();
    this.#held.delete(name);
    this.#held.set(name, { at: performance.now(), value });
    if (this.#held.size > this.#most) this.#held.delete(this.#held.keys().next().value as string);
    value.catch(() => {
      if (this.#held.get(name)?.value === value) this.#held.delete(name);
    });
    return value;
  }
}
