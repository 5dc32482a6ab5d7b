import { HttpProblem } from "../http/problems.ts";

/** A feature, or a document without features, longer than this is refused before it is parsed. */
const longestPiece = 32 * 2 ** 20;

const [quote, backslash, openBrace, closeBrace, openBracket, closeBracket, comma, colon] = [
  34, 92, 123, 125, 91, 93, 44, 58,
];

/**
 * Cuts a GeoJSON document that arrives in chunks into the texts of its features, so that a file of any size is read in
 * the memory of one feature, and each text can be checked before it is parsed. What stands around the features is kept
 * as `envelope`, a document with an empty list in their place.
 */
export class FeatureSplitter {
  /** The document without its features; whole once the text has ended. */
  envelope = "";
  /** The part of it that stood before the features; undefined until they begin. */
  before: string | undefined;
  /** Features cut out and not yet taken. */
  readonly #found: string[] = [];
  #piece = "";
  #depth = 0;
  #inText = false;
  #isEscaped = false;
  /** Where the last text at depth 1 began in the envelope: it names what follows. */
  #textAt = 0;
  #key = "";
  #inFeatures = false;
  #isAfterComma = false;

  /** Takes the next text and gives the features that are complete by now. Throws HttpProblem. */
  push(text: string): string[] {
    let start = 0;
    for (let i = 0; i < text.length; i++) {
      const letter = text.charCodeAt(i);
      if (this.#inText) {
        if (this.#isEscaped) this.#isEscaped = false;
        else if (letter === backslash) this.#isEscaped = true;
        else if (letter === quote) this.#inText = false;
        continue;
      }
      if (letter === quote) {
        this.#inText = true;
        if (this.#depth === 1) {
          this.#keep(text.slice(start, i));
          start = i;
          this.#textAt = this.envelope.length;
        }
      } else if (letter === colon && this.#depth === 1) {
        this.#keep(text.slice(start, i));
        start = i;
        this.#key = this.envelope.slice(this.#textAt).trim();
      } else if (letter === openBrace || letter === openBracket) {
        this.#depth++;
        if (letter === openBracket && this.#depth === 2 && this.#key === '"features"') {
          this.#keep(text.slice(start, i + 1));
          start = i + 1;
          this.before ??= this.envelope;
          this.#inFeatures = true;
        }
      } else if (letter === closeBrace || letter === closeBracket) {
        if (this.#inFeatures && this.#depth === 2) {
          this.#keep(text.slice(start, i));
          start = i;
          this.#cut(this.#isAfterComma);
          this.#inFeatures = false;
          this.#key = "";
        }
        this.#depth--;
      } else if (letter === comma && this.#inFeatures && this.#depth === 2) {
        this.#keep(text.slice(start, i));
        start = i + 1;
        this.#cut(true);
        this.#isAfterComma = true;
      }
    }
    this.#keep(text.slice(start));
    return this.#found.splice(0);
  }

  #keep(text: string): void {
    if (this.#inFeatures) this.#piece += text;
    else this.envelope += text;
    if (this.#piece.length > longestPiece || this.envelope.length > longestPiece)
      throw new HttpProblem("geometry-too-complex", "A feature is too long to be one.");
  }

  /** @param isNeeded a list without features has nothing to cut; a comma has a feature on either side */
  #cut(isNeeded: boolean): void {
    if (this.#piece.trim() !== "") this.#found.push(this.#piece);
    else if (isNeeded) throw new HttpProblem("body-invalid-json", "A feature is missing beside a comma.");
    this.#piece = "";
  }
}
