import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { brotliCompress, constants, gzip } from "node:zlib";
import type { Plugin } from "vite";

const brotli = promisify(brotliCompress);
const deflate = promisify(gzip);

/** Fonts and images are compressed in themselves; what is smaller fits a packet or two as it is. */
const worthIt = /\.(html|js|css|svg|json)$/;
const smallest = 1_000;

/**
 * Beside each text of the built pages the same one as `.br` and `.gz`, for the server to send: made once here instead of
 * with every request. A level below the best takes a tenth of its time and a few hundredths more bytes.
 */
export function compressedFiles(): Plugin {
  return {
    name: "compressed-files",
    apply: "build",
    async writeBundle({ dir }) {
      const folder = dir as string;
      const paths = (await readdir(folder, { recursive: true })).filter((path) => worthIt.test(path));
      await Promise.all(paths.map((path) => compress(join(folder, path))));
    },
  };
}

async function compress(path: string): Promise<void> {
  const text = await readFile(path);
  if (text.length < smallest) return;
  const params = { [constants.BROTLI_PARAM_QUALITY]: 9, [constants.BROTLI_PARAM_SIZE_HINT]: text.length };
  await Promise.all([
    brotli(text, { params }).then((body) => writeFile(`${path}.br`, body)),
    deflate(text, { level: 9 }).then((body) => writeFile(`${path}.gz`, body)),
  ]);
}
