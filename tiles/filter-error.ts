/** A filter that cannot be understood, or that this layer cannot answer; says where. */
export class FilterError extends RangeError {
  override readonly name = "FilterError";
  /** Character in the text, from 0, or JSON pointer into the document. */
  readonly at: number | string;

  constructor(message: string, at: number | string) {
    super(message);
    this.at = at;
  }
}
