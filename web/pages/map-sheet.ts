import type { OneMap } from "../map/map.ts";
import { drawSheet, numberFont, type SheetLook, type SheetWords } from "../map/sheet.ts";
import { snapshotOf } from "../map/snapshot.ts";
import { legendPictures } from "./legend-pictures.ts";

/** The map of a page on a sheet, as a PNG: what it shows now, with its legend, in the colours and the type of the page. */
export async function mapSheet(map: OneMap, legend: Element, words: SheetWords): Promise<Blob> {
  const look = lookOf(document.documentElement);
  const { title, lines, source, number, mark } = words;
  const all = [title, ...lines.flat(), ...source, number, mark, legend.textContent ?? ""].join("");
  // Letters that the page has not shown yet have a font that has not been fetched yet.
  await document.fonts.load(numberFont(look.fontFamily, 1), all);
  await document.fonts.load(`14px ${look.fontFamily}`, all);
  const [snapshot, legends] = await Promise.all([snapshotOf(map), legendPictures(legend)]);
  return drawSheet(snapshot, words, legends, look).convertToBlob({ type: "image/png" });
}

function lookOf(root: Element): SheetLook {
  const style = getComputedStyle(root);
  const colour = (name: string) => style.getPropertyValue(name).trim();
  return {
    fontFamily: style.fontFamily,
    paper: colour("--panel"),
    ink: colour("--text"),
    quiet: colour("--quiet"),
  };
}
