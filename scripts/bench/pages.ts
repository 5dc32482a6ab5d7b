/** `pnpm bench pages`: what a browser has to load before a page runs, beside the limits of the design. */
import { buildPages, usualWebRoot } from "../pages.ts";
import { firstLoad, kibibytes, type Page, pageLimits, sizeOfPage } from "./parts/page-size.ts";
import type { BenchRow } from "./parts/results.ts";

/** Builds the pages and adds up their files. */
export async function run(): Promise<{ rows: BenchRow[]; notes: string[] }> {
  await buildPages();
  const rows = (Object.entries(pageLimits) as [Page, number][]).flatMap(([page, limit]): BenchRow[] => {
    const size = sizeOfPage(usualWebRoot, page);
    const first = firstLoad(size);
    return [
      { name: `${page}: ${size.files.size} files`, value: kibibytes(size.files), unit: "KiB" },
      {
        name: `${page}: with the table of its font`,
        value: first,
        unit: "KiB",
        bar: `≤ ${limit} KiB`,
        holds: first <= limit,
      },
    ];
  });
  return {
    rows,
    notes: [
      "gzip -9 of the page, its styles, the modules that it imports before it runs, and the map's worker",
      "not in it: what comes later (surfaces), tiles, and those subsets of the fonts that a text needs",
    ],
  };
}
