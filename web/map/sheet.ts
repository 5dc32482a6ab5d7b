import type { Snapshot } from "./snapshot.ts";

/** What stands around the map on a sheet. */
export interface SheetWords {
  readonly title: string;
  /** Below the title, a paragraph each of parts: what is shown, under which filter. */
  readonly lines: readonly (readonly string[])[];
  /** At the foot, in parts: what it was made from and when. */
  readonly source: readonly string[];
  /** At the foot on the right: by this number the sheet leads back to who took it out. */
  readonly number: string;
  /** Across the map, again and again. */
  readonly mark: string;
}

/** A row of a legend, its symbols as they are drawn on the page. */
export interface SheetLegend {
  readonly title: string;
  readonly entries: readonly { readonly symbol: HTMLImageElement; readonly text: string }[];
}

export interface SheetLook {
  /** As in CSS. */
  readonly fontFamily: string;
  readonly paper: string;
  readonly ink: string;
  readonly quiet: string;
}

/** Sizes in pixels of the page. */
const pad = 16;
const titleSize = 20;
const lineHeight = 20;
const rowHeight = 24;
const sourceSize = 12;
const sourceHeight = 18;
const footSize = 14;
const markStep = { x: 330, y: 130 };

/** Font of the number at the foot, which is drawn at whole pixels. */
export const numberFont = (fontFamily: string, ratio: number) => `600 ${footSize * ratio}px ${fontFamily}`;

/** Puts a map on a sheet: title above, legend and source below, its number at the foot and across the map. */
export function drawSheet(map: Snapshot, words: SheetWords, legends: readonly SheetLegend[], look: SheetLook) {
  const { canvas: picture, ratio } = map;
  const [width, mapHeight] = [picture.width / ratio, picture.height / ratio];
  const widthOf = measureIn(look.fontFamily);
  const most = width - 2 * pad;
  const lines = words.lines.flatMap((parts) => wrap(parts, most, (text) => widthOf(text, footSize)));
  const numberWidth = widthOf(words.number, footSize) * 1.1;
  const source = wrap(words.source, most - numberWidth - pad, (text) => widthOf(text, sourceSize));
  const parts = legendParts(legends, most, (text) => widthOf(text, footSize));
  const rows = (parts.at(-1)?.row ?? -1) + 1;
  const mapTop = pad + titleSize + 10 + lines.length * lineHeight + 6;
  const legendTop = mapTop + mapHeight + 6;
  const sourceTop = legendTop + rows * rowHeight + (rows === 0 ? 0 : 6);
  const height = sourceTop + source.length * sourceHeight + 14;
  const sheet = new OffscreenCanvas(picture.width, Math.ceil(height * ratio));
  const context = sheet.getContext("2d") as OffscreenCanvasRenderingContext2D;
  context.scale(ratio, ratio);
  context.fillStyle = look.paper;
  context.fillRect(0, 0, width, sheet.height / ratio);
  text(context, words.title, pad, pad + titleSize, `600 ${titleSize}px ${look.fontFamily}`, look.ink);
  const plain = `${footSize}px ${look.fontFamily}`;
  for (const [i, line] of lines.entries())
    text(context, line, pad, pad + titleSize + 4 + (i + 1) * lineHeight, plain, look.quiet);
  context.drawImage(picture, 0, mapTop, width, mapHeight);
  drawMarks(context, { top: mapTop, width, height: mapHeight }, words.mark, look);
  drawScale(context, map.scale, width, mapTop + mapHeight, look);
  for (const { x, row, entry, title } of parts) {
    const y = legendTop + row * rowHeight;
    if (title !== null) text(context, title, x, y + 17, `600 ${plain}`, look.ink);
    if (entry === null) continue;
    const { naturalWidth, naturalHeight } = entry.symbol;
    context.drawImage(entry.symbol, x, y + (rowHeight - naturalHeight) / 2, naturalWidth, naturalHeight);
    text(context, entry.text, x + naturalWidth + 6, y + 17, plain, look.ink);
  }
  for (const [i, line] of source.entries())
    text(context, line, pad, sourceTop + 3 + (i + 1) * sourceHeight, `${sourceSize}px ${look.fontFamily}`, look.quiet);
  drawNumber(context, words.number, sheet, ratio, look);
  return sheet;
}

function measureIn(fontFamily: string): (text: string, size: number) => number {
  const context = new OffscreenCanvas(1, 1).getContext("2d") as OffscreenCanvasRenderingContext2D;
  return (words, size) => {
    context.font = `${size}px ${fontFamily}`;
    return context.measureText(words).width;
  };
}

/** Parts in lines of a width; one that is longer by itself has a line of its own. */
function wrap(parts: readonly string[], most: number, widthOf: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const part of parts) {
    const longer = `${lines.at(-1)} · ${part}`;
    if (lines.length > 0 && widthOf(longer) <= most) lines[lines.length - 1] = longer;
    else lines.push(part);
  }
  return lines;
}

type LegendPart = {
  readonly x: number;
  readonly row: number;
  readonly title: string | null;
  readonly entry: SheetLegend["entries"][number] | null;
};

/** Titles and entries in rows as wide as the sheet. */
function legendParts(legends: readonly SheetLegend[], most: number, widthOf: (text: string) => number): LegendPart[] {
  const parts: LegendPart[] = [];
  let x = 0;
  let row = 0;
  const put = (width: number, part: Pick<LegendPart, "title" | "entry">) => {
    if (x > 0 && x + width > most) {
      x = 0;
      row++;
    }
    parts.push({ ...part, x: pad + x, row });
    x += width + 14;
  };
  for (const { title, entries } of legends) {
    if (title !== "") put(widthOf(title) * 1.08, { title, entry: null });
    for (const entry of entries) put(entry.symbol.naturalWidth + 6 + widthOf(entry.text), { title: null, entry });
    x += 14;
  }
  return parts;
}

function text(
  context: OffscreenCanvasRenderingContext2D,
  words: string,
  x: number,
  y: number,
  font: string,
  colour: string,
): void {
  context.font = font;
  context.fillStyle = colour;
  context.fillText(words, x, y);
}

/** Slanted, so that it cannot be taken for a label, and over all of the map, so that no part of it is without. */
function drawMarks(
  context: OffscreenCanvasRenderingContext2D,
  { top, width, height }: { top: number; width: number; height: number },
  mark: string,
  look: SheetLook,
): void {
  context.save();
  context.beginPath();
  context.rect(0, top, width, height);
  context.clip();
  context.font = `600 18px ${look.fontFamily}`;
  context.lineWidth = 3;
  context.strokeStyle = look.paper;
  context.fillStyle = look.ink;
  for (let row = 0; row * markStep.y < height + markStep.y; row++)
    for (let column = -1; column * markStep.x < width; column++) {
      context.save();
      context.translate(column * markStep.x + (row % 2) * (markStep.x / 2) + 60, top + row * markStep.y + 90);
      context.rotate(-Math.PI / 9);
      context.globalAlpha = 0.25;
      context.strokeText(mark, 0, 0);
      context.globalAlpha = 0.3;
      context.fillText(mark, 0, 0);
      context.restore();
    }
  context.restore();
}

function drawScale(
  context: OffscreenCanvasRenderingContext2D,
  scale: Snapshot["scale"],
  width: number,
  bottom: number,
  look: SheetLook,
): void {
  if (scale.width === 0) return;
  const [x, y] = [width - pad - scale.width, bottom - 12];
  context.fillStyle = look.paper;
  context.fillRect(x - 6, y - 22, scale.width + 12, 30);
  context.strokeStyle = look.ink;
  context.lineWidth = 1.5;
  context.beginPath();
  context.moveTo(x, y - 6);
  context.lineTo(x, y);
  context.lineTo(x + scale.width, y);
  context.lineTo(x + scale.width, y - 6);
  context.stroke();
  text(context, scale.text, x + 6, y - 6, `12px ${look.fontFamily}`, look.ink);
}

/** The number at whole pixels: whoever reads it by machine finds the same pixels each time. */
function drawNumber(
  context: OffscreenCanvasRenderingContext2D,
  number: string,
  sheet: OffscreenCanvas,
  ratio: number,
  look: SheetLook,
): void {
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.font = numberFont(look.fontFamily, ratio);
  const { width } = context.measureText(number);
  context.fillStyle = look.ink;
  context.fillText(number, Math.floor(sheet.width - pad * ratio - width), Math.floor(sheet.height - 11 * ratio));
}
