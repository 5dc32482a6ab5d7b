/**
 * Text ↔ code of one column. Code 0 means null; others are given in order of first sight and never change, so runs
 * sorted at different times share them.
 */
export class Dictionary {
  private readonly codes = new Map<string, number>();
  private readonly texts: (string | null)[] = [null];

  /** Number of codes, null's included: every code is below it. */
  get size(): number {
    return this.texts.length;
  }

  /** Code of a text, given now if it is new. */
  encode(text: string): number {
    const known = this.codes.get(text);
    if (known !== undefined) return known;
    const code = this.texts.length;
    this.codes.set(text, code);
    this.texts.push(text);
    return code;
  }

  /** Code of a text that was seen before, or undefined. */
  find(text: string): number | undefined {
    return this.codes.get(text);
  }

  /** Text of a code; null for code 0. */
  text(code: number): string | null {
    return this.texts[code] ?? null;
  }
}
