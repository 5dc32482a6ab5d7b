import type { LayerDefinition } from "./catalogue.ts";
import {
  type Comparison,
  checkDepth,
  type Expression,
  ExpressionBuilder,
  type Literal,
  parseDateText,
  parseInstantText,
} from "./expression.ts";
import { FilterError } from "./filter-error.ts";
import type { Property } from "./property.ts";

/**
 * Reads the subset of CQL2 text (OGC 21-065) that layers answer:
 * `category IN ('theft', 'noise') AND NOT (hour BETWEEN 6 AND 21) AND occurred_at >= TIMESTAMP('2026-01-01T00:00:00Z')`.
 * Connectives AND, OR, NOT; conditions =, <>, <, <=, >, >=, IN, BETWEEN, T_BEFORE, T_AFTER; property left, literals
 * right. Throws FilterError with the character at which it could go no further.
 */
export function parseExpression(definition: LayerDefinition, text: string): Expression {
  return new TextParser(definition, text).parse();
}

interface Token {
  readonly kind: "word" | "quoted" | "text" | "number" | "sign" | "end";
  readonly text: string;
  readonly at: number;
}

const patterns =
  /\s*(?:(?<word>[A-Za-z_][\w-]*)|"(?<quoted>[^"]+)"|'(?<text>(?:[^']|'')*)'|(?<number>[+-]?\d+(?:\.\d+)?)|(?<sign><=|>=|<>|[=<>(),]))/y;

/** Splits the text; throws FilterError at a character that begins no token. */
function readTokens(text: string): Token[] {
  const tokens: Token[] = [];
  patterns.lastIndex = 0;
  let end = 0;
  for (let found = patterns.exec(text); found !== null; found = patterns.exec(text)) {
    const [kind, value] = Object.entries(found.groups ?? {}).find(([, one]) => one !== undefined) as [string, string];
    const at = found.index + (found[0].length - found[0].trimStart().length);
    tokens.push({ kind: kind as Token["kind"], text: value, at });
    end = patterns.lastIndex;
  }
  const rest = text.slice(end).trimStart();
  if (rest !== "") throw new FilterError(`"${rest[0]}" does not belong here.`, text.length - rest.length);
  tokens.push({ kind: "end", text: "", at: text.length });
  return tokens;
}

class TextParser {
  private readonly tokens: readonly Token[];
  private readonly build: ExpressionBuilder;
  private next = 0;
  private depth = 0;

  constructor(definition: LayerDefinition, text: string) {
    this.tokens = readTokens(text);
    this.build = new ExpressionBuilder(definition);
  }

  parse(): Expression {
    const expression = this.joined("or");
    if (this.token.kind !== "end") throw this.unexpected("AND, OR or the end");
    return expression;
  }

  private get token(): Token {
    return this.tokens[this.next] as Token;
  }

  private joined(op: "and" | "or"): Expression {
    const { at } = this.token;
    const read = () => (op === "or" ? this.joined("and") : this.negated());
    const args = [read()];
    while (this.takeWord(op)) args.push(read());
    return args.length === 1 ? (args[0] as Expression) : this.build.join(op, args, at);
  }

  private negated(): Expression {
    const { at } = this.token;
    if (this.takeWord("not")) return this.nested(at, () => this.build.negate(this.negated(), at));
    if (!this.takeSign("(")) return this.condition();
    return this.nested(at, () => {
      const inner = this.joined("or");
      this.expectSign(")");
      return inner;
    });
  }

  private nested(at: number, read: () => Expression): Expression {
    checkDepth(++this.depth, at);
    const expression = read();
    this.depth--;
    return expression;
  }

  private condition(): Expression {
    const { at, kind, text } = this.token;
    if (kind !== "word" && kind !== "quoted") throw this.unexpected("a condition");
    this.next++;
    const temporal = kind === "word" ? { t_before: "<", t_after: ">" }[text.toLowerCase()] : undefined;
    if (temporal !== undefined && this.takeSign("(")) return this.temporal(temporal as Comparison, at);
    const property = this.build.property(text, at);
    const isNegated = this.takeWord("not");
    const condition = this.listOrRange(property, at);
    if (condition !== undefined) return isNegated ? this.build.negate(condition, at) : condition;
    const sign = this.token.kind === "sign" ? this.token.text : "";
    if (isNegated || !/^(?:[<>]=?|=|<>)$/.test(sign)) throw this.unexpected("IN, BETWEEN or a comparison");
    this.next++;
    return this.build.compare(property, sign as Comparison, this.literal(), at);
  }

  private temporal(comparison: Comparison, at: number): Expression {
    const { text, at: propertyAt } = this.token;
    this.next++;
    const property = this.build.property(text, propertyAt);
    this.expectSign(",");
    const literal = this.literal();
    this.expectSign(")");
    return this.build.compare(property, comparison, literal, at);
  }

  private listOrRange(property: Property, at: number): Expression | undefined {
    if (this.takeWord("between")) {
      const low = this.literal();
      if (!this.takeWord("and")) throw this.unexpected("AND");
      return this.build.isBetween(property, low, this.literal(), at);
    }
    if (!this.takeWord("in")) return undefined;
    this.expectSign("(");
    const literals = [this.literal()];
    while (this.takeSign(",")) literals.push(this.literal());
    this.expectSign(")");
    return this.build.isIn(property, literals, at);
  }

  private literal(): Literal {
    const { kind, text, at } = this.token;
    this.next++;
    if (kind === "text") return { type: "text", value: text.replaceAll("''", "'"), at };
    if (kind === "number") return { type: "number", value: Number(text), at };
    const word = kind === "word" ? text.toLowerCase() : "";
    if (word === "true" || word === "false") return { type: "boolean", value: word, at };
    if (word === "timestamp") return { type: "instant", value: this.argument(parseInstantText, "an instant"), at };
    if (word === "date") return { type: "date", value: this.argument(parseDateText, "a date"), at };
    this.next--;
    throw this.unexpected("a value");
  }

  private argument(read: (text: string) => number | undefined, what: string): number {
    this.expectSign("(");
    const { kind, text, at } = this.token;
    const value = kind === "text" ? read(text) : undefined;
    if (value === undefined) throw new FilterError(`This is not ${what} in RFC 3339.`, at);
    this.next++;
    this.expectSign(")");
    return value;
  }

  private takeWord(word: string): boolean {
    const isTaken = this.token.kind === "word" && this.token.text.toLowerCase() === word;
    if (isTaken) this.next++;
    return isTaken;
  }

  private takeSign(sign: string): boolean {
    const isTaken = this.token.kind === "sign" && this.token.text === sign;
    if (isTaken) this.next++;
    return isTaken;
  }

  private expectSign(sign: string): void {
    if (!this.takeSign(sign)) throw this.unexpected(`"${sign}"`);
  }

  private unexpected(wanted: string): FilterError {
    const { kind, text, at } = this.token;
    return new FilterError(`Expected ${wanted}, found ${kind === "end" ? "the end" : `"${text}"`}.`, at);
  }
}
