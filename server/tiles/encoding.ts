import { promisify } from "node:util";
import { brotliCompress, brotliDecompress, constants, gunzip, gzip } from "node:zlib";

export const encodings = ["br", "gzip", "identity"] as const;
export type Encoding = (typeof encodings)[number];

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);
const unbrotli = promisify(brotliDecompress);
const inflate = promisify(gunzip);

/**
 * The best encoding that a client takes, by its q-values (RFC 9110 §12.5.3); ours wins ties, br before gzip.
 * Undefined when the client refuses even identity.
 */
export function negotiate(acceptEncoding: string | undefined): Encoding | undefined {
  if (acceptEncoding === undefined) return "identity";
  const weights = new Map<string, number>();
  for (const part of acceptEncoding.split(",")) {
    const [name = "", ...parameters] = part
      .trim()
      .toLowerCase()
      .split(/\s*;\s*/);
    const q = parameters.find((parameter) => parameter.startsWith("q="));
    const weight = q === undefined ? 1 : Number(q.slice(2));
    if (name !== "" && weight >= 0 && weight <= 1) weights.set(name === "x-gzip" ? "gzip" : name, weight);
  }
  const wildcard = weights.get("*");
  // Identity is taken unless it is refused by name, or by a wildcard of zero; but anything named is liked better.
  const weightOf = (encoding: Encoding) =>
    weights.get(encoding) ?? (encoding === "identity" ? (wildcard === 0 ? 0 : 0.0001) : (wildcard ?? 0));
  const best = [...encodings].sort(
    (a, b) => weightOf(b) - weightOf(a) || encodings.indexOf(a) - encodings.indexOf(b),
  )[0] as Encoding;
  return weightOf(best) > 0 ? best : undefined;
}

/** Compresses at the fastest level: a tile of live data rarely survives long enough to repay a slower one. */
export async function encode(body: Uint8Array, encoding: Encoding): Promise<Buffer> {
  if (encoding === "br")
    return brotli(body, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 4, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
    });
  if (encoding === "gzip") return deflate(body, { level: 1 });
  return Buffer.from(body.buffer, body.byteOffset, body.byteLength);
}

/** Compresses an encoded body again, as slowly as its saving repays for one that is sent many times; off this thread. */
export async function condense(body: Buffer, encoding: Encoding): Promise<Buffer> {
  if (encoding === "br") {
    const whole = await unbrotli(body);
    return brotli(whole, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: whole.length },
    });
  }
  return encoding === "gzip" ? deflate(await inflate(body), { level: 9 }) : body;
}
