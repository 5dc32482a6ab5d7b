import type { StagedValue } from "./row-values.ts";

/**
 * One column of a batch, written as the text of a PostgreSQL array while rows are added: half the work of handing the
 * driver a list of values. Text is quoted whenever it could mean anything but itself.
 */
export class ArrayText {
  #text = "{";
  #length = 0;

  add(value: StagedValue): void {
    if (this.#length++ > 0) this.#text += ",";
    if (value === null) this.#text += "NULL";
    else if (typeof value === "string")
      this.#text += `"${needsEscape.test(value) ? value.replaceAll(/["\\]/g, "\\$&") : value}"`;
    else this.#text += value;
  }

  get length(): number {
    return this.#length;
  }

  /** The array so far; the column is empty again after it. */
  take(): string {
    const text = `${this.#text}}`;
    this.#text = "{";
    this.#length = 0;
    return text;
  }
}

const needsEscape = /["\\]/;
