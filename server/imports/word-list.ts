import { HttpProblem } from "../http/problems.ts";
import type { ImportLayer } from "./import-layer.ts";
import type { StagedRow } from "./row-reader.ts";

/** Most words that one file may bring to a vocabulary: what has more is no category. */
const mostWords = 500;

/** Collects the words of a vocabulary that occur in a file. */
export class WordList {
  readonly vocabulary: "incident_category" | "venue_class" | undefined;
  /** Code → what the file calls it. */
  readonly labels = new Map<string, string>();
  readonly #field: number;

  constructor({ fields }: ImportLayer) {
    this.#field = fields.findIndex(({ type }) => type.kind === "vocabulary");
    const type = fields[this.#field]?.type;
    this.vocabulary = type?.kind === "vocabulary" ? type.table : undefined;
  }

  /** The row with its word as a code: lists of codes are separated by commas, so a code has none. Throws HttpProblem. */
  note(row: StagedRow): StagedRow {
    const word = row.values[this.#field];
    if (typeof word !== "string") return row;
    if (this.labels.has(word)) return row;
    const code = word.replaceAll(/\s*,\s*/g, " ").trim();
    if (!this.labels.has(code)) {
      if (this.labels.size >= mostWords)
        throw new HttpProblem(
          "import-invalid",
          `The column has more than ${mostWords} different words; that is no vocabulary of categories.`,
        );
      this.labels.set(code, word);
    }
    return code === word ? row : { ...row, values: row.values.with(this.#field, code) };
  }
}
