import { createHash } from "node:crypto";
import { createReadStream, createWriteStream } from "node:fs";
import { mkdtemp, open, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { HttpProblem } from "../http/problems.ts";
import { type FileLimits, UnpackMeter } from "./limits.ts";

/** How far a file has been read: bytes as they lie on the disk. */
export interface ReadMeter {
  bytes: number;
  /** Bytes of the whole file. */
  readonly total: number;
}

/** First bytes of a file, for telling what it is. */
export async function readHead(path: string, length = 65_536): Promise<Buffer> {
  const file = await open(path);
  try {
    const { bytesRead, buffer } = await file.read(Buffer.alloc(length), 0, length, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

export function isGzip(head: Buffer): boolean {
  return head[0] === 0x1f && head[1] === 0x8b;
}

/** The bytes of a file, unpacked if it is gzipped. Throws HttpProblem when that cannot be done, or is too much. */
export async function* readBytes(
  path: string,
  gzipped: boolean,
  limits: FileLimits,
  meter: ReadMeter,
): AsyncGenerator<Buffer> {
  const file = createReadStream(path, { highWaterMark: 262_144 });
  const unpacked = new UnpackMeter(limits, () => file.bytesRead);
  const stream = gzipped ? file.pipe(createGunzip({ chunkSize: 262_144 })) : file;
  if (gzipped) file.once("error", (error) => stream.destroy(error));
  try {
    for await (const chunk of stream) {
      meter.bytes = file.bytesRead;
      if (gzipped) unpacked.count((chunk as Buffer).length);
      yield chunk as Buffer;
    }
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code?.startsWith("Z_") ? brokenGzip() : error;
  } finally {
    file.destroy();
    stream.destroy();
  }
}

function brokenGzip(): HttpProblem {
  return new HttpProblem("import-invalid", "The file is gzipped, but damaged or cut off.");
}

/** SHA-256 of a file, hexadecimal. */
export async function hashFile(path: string): Promise<string> {
  const hash = createHash("sha256");
  for await (const chunk of createReadStream(path, { highWaterMark: 1_048_576 })) hash.update(chunk as Buffer);
  return hash.digest("hex");
}

/** A folder of its own for what has to be unpacked before it can be read; gone after `use`, however that ends. */
export async function withScratch<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "one-map-import-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Unpacks a gzipped file into the folder and gives its path there. */
export async function gunzipInto(folder: string, path: string, limits: FileLimits): Promise<string> {
  const target = join(folder, "unpacked");
  await pipeline(readBytes(path, true, limits, { bytes: 0, total: 0 }), createWriteStream(target));
  return target;
}
