/**
 * Seeded random numbers (xoshiro128** after Blackman and Vigna, state filled by splitmix32). Each subject of the city
 * draws from a stream of its own, so that changing how venues are made does not move a single street.
 */
export class Random {
  readonly #state: Uint32Array;

  /** @param seed the city's number; @param subject name of the stream, such as "streets" */
  constructor(seed: number, subject: string) {
    let hash = seed | 0;
    for (const letter of subject) hash = Math.imul(hash ^ letter.charCodeAt(0), 0x01000193);
    this.#state = Uint32Array.from({ length: 4 }, () => {
      hash = (hash + 0x9e3779b9) | 0;
      let word = Math.imul(hash ^ (hash >>> 16), 0x21f0aaad);
      word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
      return (word ^ (word >>> 15)) >>> 0;
    });
  }

  /** Uniform in [0, 1). */
  next(): number {
    const s = this.#state as unknown as [number, number, number, number];
    const product = Math.imul(s[1], 5);
    const result = Math.imul((product << 7) | (product >>> 25), 9) >>> 0;
    const shifted = s[1] << 9;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= shifted;
    s[3] = (s[3] << 11) | (s[3] >>> 21);
    return result / 2 ** 32;
  }

  /** Uniform in [low, high). */
  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** Whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.next() * below);
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  /** Standard normal deviate (Box and Muller). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal with the given median; `spread` is the standard deviation of the logarithm. */
  logNormal(median: number, spread: number): number {
    return median * Math.exp(spread * this.normal());
  }

  /** Exponential with the given mean. */
  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** Poisson; by the normal curve when the mean is large. */
  poisson(mean: number): number {
    if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    let count = -1;
    for (let product = 1; product > Math.exp(-mean) || count === -1; product *= this.next()) count++;
    return count;
  }

  pick<T>(items: readonly T[]): T {
    const item = items[this.below(items.length)];
    if (item === undefined) throw new RangeError("pick from an empty list");
    return item;
  }
}

/** Draws indexes in proportion to weights, by binary search in the running sum. */
export class WeightedIndex {
  readonly #running: Float64Array;

  constructor(weights: ArrayLike<number>) {
    this.#running = new Float64Array(weights.length);
    let sum = 0;
    for (let i = 0; i < weights.length; i++) {
      sum += weights[i] as number;
      this.#running[i] = sum;
    }
    if (!(sum > 0)) throw new RangeError("weights must add up to more than zero");
  }

  draw(random: Random): number {
    const running = this.#running;
    const target = random.next() * (running[running.length - 1] as number);
    let low = 0;
    let high = running.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((running[middle] as number) > target) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Shares `total` whole things in proportion to weights (largest remainder), so that they add up exactly. */
export function apportion(total: number, weights: ArrayLike<number>): Uint32Array {
  let sum = 0;
  for (let i = 0; i < weights.length; i++) sum += weights[i] as number;
  const shares = new Uint32Array(weights.length);
  const rest: { index: number; remainder: number }[] = [];
  let given = 0;
  for (let i = 0; i < weights.length; i++) {
    const exact = (total * (weights[i] as number)) / sum;
    shares[i] = Math.floor(exact);
    given += shares[i] as number;
    rest.push({ index: i, remainder: exact - Math.floor(exact) });
  }
  rest.sort((a, b) => b.remainder - a.remainder || a.index - b.index);
  for (let k = 0; k < total - given; k++) {
    const index = (rest[k] as { index: number }).index;
    shares[index] = (shares[index] as number) + 1;
  }
  return shares;
}
