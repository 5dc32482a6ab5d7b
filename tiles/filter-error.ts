/** What is wrong with it: its form, a name that the layer does not have, or that there is too much of it. */
export type FilterFault = "invalid" | "unknown-field" | "too-complex";

/** A filter that cannot be understood, or that this layer cannot answer; says where. */
export class FilterError extends RangeError {
  override readonly name = "FilterError";
  /** Character in the text, from 0, or JSON pointer into the document. */
  readonly at: number | string;
  readonly fault: FilterFault;

  constructor(message: string, at: number | string, fault: FilterFault = "invalid") {
    super(message);
    this.at = at;
    this.fault = fault;
  }
}
