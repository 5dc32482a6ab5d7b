import { createWriteStream } from "node:fs";
import { pipeline } from "node:stream/promises";
import yauzl from "yauzl";
import { HttpProblem } from "../http/problems.ts";
import { type FileLimits, UnpackMeter } from "./limits.ts";

export interface Zip {
  /** Names of the files in it; never used as paths. */
  readonly names: readonly string[];
  /** Writes one file of it to a path of the caller's choosing. */
  extract(name: string, path: string): Promise<void>;
  /** Unpacks everything without keeping it, and gives the bytes that this takes. */
  measure(): Promise<number>;
  close(): void;
}

const mostEntries = 1_000;

/**
 * Opens an archive. It and each method throw HttpProblem for an archive that is damaged, encrypted, or unpacks to more
 * than the limits say; yauzl itself refuses an entry that is longer than its header admits.
 */
export async function openZip(path: string, limits: FileLimits): Promise<Zip> {
  const file = await orDamaged(() => yauzl.openPromise(path, { lazyEntries: true, autoClose: false }));
  const entries = new Map<string, yauzl.Entry>();
  try {
    await orDamaged(async () => {
      for await (const entry of file.eachEntry()) {
        if (entry.isEncrypted()) throw new HttpProblem("import-invalid", "The archive is encrypted.");
        if (entries.size >= mostEntries)
          throw new HttpProblem("payload-too-large", `The archive has more than ${mostEntries} files.`);
        if (!entry.fileName.endsWith("/")) entries.set(entry.fileName, entry);
      }
    });
  } catch (error) {
    file.close();
    throw error;
  }
  const all = [...entries.values()];
  const packed = all.reduce((sum, entry) => sum + entry.compressedSize, 0);
  const newMeter = () => new UnpackMeter(limits, () => packed);
  const extracted = newMeter();
  return {
    names: [...entries.keys()],
    extract: (name, target) =>
      orDamaged(async () => {
        const bytes = await file.openReadStreamPromise(entries.get(name) as yauzl.Entry);
        await pipeline(bytes, extracted.stream(), createWriteStream(target));
      }),
    measure: () =>
      orDamaged(async () => {
        const meter = newMeter();
        for (const entry of all) {
          for await (const chunk of await file.openReadStreamPromise(entry)) meter.count((chunk as Buffer).length);
        }
        return meter.unpacked;
      }),
    close: () => file.close(),
  };
}

async function orDamaged<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof HttpProblem) throw error;
    throw new HttpProblem("import-invalid", "The archive is damaged or cut off.");
  }
}
