import { Transform } from "node:stream";
import { HttpProblem } from "../http/problems.ts";

/** What a file may grow to before it is believed to be a bomb. */
export interface FileLimits {
  /** Bytes of the file once unpacked. */
  readonly unpackedBytes: number;
  /** Unpacked bytes for each packed one; counted beyond the first 16 MiB. */
  readonly ratio: number;
  /** Vertices of all geometries together. */
  readonly vertices: number;
}

/** For a file that somebody on this machine names: whatever fits its disk. */
export const ownFileLimits: FileLimits = {
  unpackedBytes: 64 * 2 ** 30,
  ratio: 400,
  vertices: Number.POSITIVE_INFINITY,
};

/** For a file that came over the network. */
export const uploadLimits: FileLimits = { unpackedBytes: 2 * 2 ** 30, ratio: 200, vertices: 20_000_000 };

const freeBytes = 16 * 2 ** 20;

/** Counts what has been unpacked. Throws HttpProblem once it is too much for what it was unpacked from. */
export class UnpackMeter {
  readonly #limits: FileLimits;
  readonly #packedBytes: () => number;
  unpacked = 0;

  /** @param packedBytes packed bytes read so far */
  constructor(limits: FileLimits, packedBytes: () => number) {
    this.#limits = limits;
    this.#packedBytes = packedBytes;
  }

  count(bytes: number): void {
    this.unpacked += bytes;
    if (this.unpacked > this.#limits.unpackedBytes) throw tooLarge("The file is too large once unpacked.");
    if (this.unpacked > freeBytes && this.unpacked > this.#packedBytes() * this.#limits.ratio)
      throw tooLarge("The file unpacks to far more than a file of data would.");
  }

  /** A stream that passes everything on and counts it. */
  stream(): Transform {
    return new Transform({
      transform: (chunk: Buffer, _encoding, done) => {
        try {
          this.count(chunk.length);
          done(null, chunk);
        } catch (error) {
          done(error as Error);
        }
      },
    });
  }
}

function tooLarge(detail: string): HttpProblem {
  return new HttpProblem("payload-too-large", detail);
}
