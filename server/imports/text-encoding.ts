import iconv from "iconv-lite";
import { HttpProblem } from "../http/problems.ts";

/** Encodings that a file may be declared to have; `UTF-16` takes its byte order from its mark, little end first without. */
export const encodings = ["UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "GB18030", "Big5"] as const;
export type Encoding = (typeof encodings)[number];

const aliases: ReadonlyMap<string, Encoding> = new Map(
  Object.entries({
    utf8: "UTF-8",
    utf16: "UTF-16",
    utf16le: "UTF-16LE",
    utf16be: "UTF-16BE",
    gb18030: "GB18030",
    gbk: "GB18030",
    gb2312: "GB18030",
    cp936: "GB18030",
    936: "GB18030",
    big5: "Big5",
    big5hkscs: "Big5",
    cp950: "Big5",
    950: "Big5",
  } as const),
);

/** The encoding that somebody means, or undefined for one that is not taken. */
export function parseEncoding(text: string): Encoding | undefined {
  return aliases.get(text.toLowerCase().replaceAll(/[\s_-]/g, ""));
}

/** Turns bytes into text, chunk by chunk; anything that is not text in its encoding is an error, never a question mark. */
export interface TextDecoding {
  readonly encoding: Encoding;
  /** Text of the next bytes. Throws HttpProblem. */
  write(bytes: Buffer): string;
  /** Text of what is left at the end. Throws HttpProblem. */
  end(): string;
}

/**
 * @param head the first bytes of the file: a byte order mark decides when nothing is declared, else it is UTF-8
 * @param declared what whoever imports says; a contradicting byte order mark is an error
 */
export function openText(head: Buffer, declared: Encoding | undefined): TextDecoding {
  const marked = markOf(head);
  const asked = declared === "UTF-16" ? (marked ?? "UTF-16LE") : (declared ?? marked ?? "UTF-8");
  if (marked !== undefined && marked !== asked)
    throw new HttpProblem("import-invalid", `The file begins with the byte order mark of ${marked}, not of ${asked}.`);
  return asked === "GB18030" || asked === "Big5" ? decodeChinese(asked, head) : decodeUnicode(asked, head);
}

function markOf(head: Buffer): Encoding | undefined {
  if (head[0] === 0xef && head[1] === 0xbb && head[2] === 0xbf) return "UTF-8";
  if (head[0] === 0xff && head[1] === 0xfe) return "UTF-16LE";
  return head[0] === 0xfe && head[1] === 0xff ? "UTF-16BE" : undefined;
}

function decodeUnicode(encoding: Encoding, head: Buffer): TextDecoding {
  const decoder = new TextDecoder(encoding, { fatal: true });
  let isFirst = true;
  const decode = (bytes: Buffer | undefined, stream: boolean) => {
    try {
      const text = decoder.decode(bytes, { stream });
      // Half of UTF-16 read as UTF-8 is valid text full of NUL.
      if (isFirst && text.slice(0, 1000).includes("\u0000")) throw new RangeError("NUL");
      isFirst = false;
      return text;
    } catch {
      throw notText(encoding, head);
    }
  };
  return { encoding, write: (bytes) => decode(bytes, true), end: () => decode(undefined, false) };
}

function decodeChinese(encoding: Encoding, head: Buffer): TextDecoding {
  const decoder = iconv.getDecoder(encoding);
  const check = (text: string | undefined) => {
    if (text?.includes("\ufffd")) throw notText(encoding, head);
    return text ?? "";
  };
  return { encoding, write: (bytes) => check(decoder.write(bytes)), end: () => check(decoder.end()) };
}

function notText(encoding: Encoding, head: Buffer): HttpProblem {
  const likely = guessEncodings(head).filter((one) => one !== encoding);
  const hint = likely.length === 0 ? "" : ` It may be ${likely.join(" or ")}: declare its encoding.`;
  return new HttpProblem("import-invalid", `The file is not text in ${encoding}.${hint}`, [], {
    ...(likely.length > 0 && { suggest: likely[0] }),
  });
}

/** Encodings in which these bytes are text, the likeliest first. */
export function guessEncodings(head: Buffer): Encoding[] {
  const zeros = [0, 0];
  for (const [i, byte] of head.entries()) if (byte === 0) zeros[i % 2] = (zeros[i % 2] as number) + 1;
  const [even, odd] = zeros as [number, number];
  if (even + odd > head.length / 10) return [even > odd ? "UTF-16BE" : "UTF-16LE"];
  return (["GB18030", "Big5"] as const)
    .map((encoding) => ({ encoding, score: commonShare(iconv.decode(head, encoding)) }))
    .filter(({ score }) => score > 0.5)
    .sort((a, b) => b.score - a.score)
    .map(({ encoding }) => encoding);
}

/** Share of the characters beyond ASCII that are ideographs or Chinese punctuation; 0 for text that could not be decoded. */
function commonShare(text: string): number {
  const beyond = [...text].filter((letter) => letter > "\u007f");
  // The head may end within a character.
  if (beyond.length === 0 || beyond.slice(0, -1).includes("\ufffd")) return 0;
  return beyond.filter((letter) => /[\u4e00-\u9fff\u3000-\u303f\uff00-\uffef]/.test(letter)).length / beyond.length;
}
