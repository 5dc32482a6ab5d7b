/**
 * A progress line on standard error: a bar that redraws itself on a terminal, a plain line every few seconds
 * elsewhere, so that logs stay readable.
 */
export class Progress {
  readonly #total: number;
  readonly #unit: string;
  readonly #startedAt = performance.now();
  // The first word comes at once: whoever waits knows that it has begun.
  #drawnAt = Number.NEGATIVE_INFINITY;

  constructor(total: number, unit: string) {
    this.#total = total;
    this.#unit = unit;
  }

  /** @param done how many of the total; @param note what is being worked on; @param total a better guess of the total */
  update(done: number, note: string, total = this.#total): void {
    const now = performance.now();
    const every = process.stderr.isTTY ? 100 : 5_000;
    if (now - this.#drawnAt < every) return;
    this.#drawnAt = now;
    const share = Math.min(1, done / total);
    const rate = Math.round(done / Math.max(0.001, (now - this.#startedAt) / 1000));
    const text = `${Math.round(share * 100)} %  ${done.toLocaleString("en")} ${this.#unit}  ${rate.toLocaleString("en")}/s  ${note}`;
    if (process.stderr.isTTY) {
      const bar = "█".repeat(Math.round(share * 24)).padEnd(24, "·");
      process.stderr.write(`\r\u001b[2K${bar} ${text}`);
    } else process.stderr.write(`${text}\n`);
  }

  /** Clears the bar. */
  end(): void {
    if (process.stderr.isTTY) process.stderr.write("\r\u001b[2K");
  }
}
