/**
 * Value ↔ code of one column: texts, or numbers of which there are few. Code 0 means null; others are given in order of
 * first sight and never change, so runs sorted at different times share them.
 */
export class Dictionary {
  private readonly codes = new Map<string | number, number>();
  private readonly values: (string | number | null)[] = [null];

  /** Number of codes, null's included: every code is below it. */
  get size(): number {
    return this.values.length;
  }

  /** Code of a value, given now if it is new. */
  encode(value: string | number): number {
    const known = this.codes.get(value);
    if (known !== undefined) return known;
    const code = this.values.length;
    this.codes.set(value, code);
    this.values.push(value);
    return code;
  }

  /** Code of a value that was seen before, or undefined. */
  find(value: string | number): number | undefined {
    return this.codes.get(value);
  }

  /** Value of a code; null for code 0. */
  value(code: number): string | number | null {
    return this.values[code] ?? null;
  }
}
