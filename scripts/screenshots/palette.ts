/** An image in at most 256 colours: one number a pixel into a list of colours. */
export interface IndexedImage {
  readonly width: number;
  readonly height: number;
  readonly colours: readonly (readonly [red: number, green: number, blue: number])[];
  readonly indices: Uint8Array;
}

interface Counted {
  readonly rgb: number;
  readonly count: number;
}

const channels = [16, 8, 0] as const;
const channel = (rgb: number, shift: number) => (rgb >>> shift) & 255;

/**
 * The image in so many colours, by median cut: boxes of colours are halved, the one with most to gain first, and each
 * pixel takes the mean of its box. Pictures of pages are mostly flat, so hardly anything is lost.
 * @param pixels RGBA, opaque
 */
export function toPalette(width: number, height: number, pixels: Uint8Array, most = 256): IndexedImage {
  const counts = new Map<number, number>();
  const rgbOf = (at: number) =>
    ((pixels[at] as number) << 16) | ((pixels[at + 1] as number) << 8) | (pixels[at + 2] as number);
  for (let at = 0; at < pixels.length; at += 4) counts.set(rgbOf(at), (counts.get(rgbOf(at)) ?? 0) + 1);
  const boxes = [[...counts].map(([rgb, count]): Counted => ({ rgb, count }))];
  while (boxes.length < most) {
    const at = boxes.map(gainOf).reduce((best, gain, i, all) => (gain > (all[best] as number) ? i : best), 0);
    const box = boxes[at] as Counted[];
    if (gainOf(box) === 0) break;
    boxes.splice(at, 1, ...halve(box));
  }
  const indexOf = new Map(boxes.flatMap((box, i) => box.map(({ rgb }) => [rgb, i] as const)));
  const indices = new Uint8Array(width * height);
  for (let i = 0; i < indices.length; i++) indices[i] = indexOf.get(rgbOf(i * 4)) as number;
  return { width, height, colours: boxes.map(meanOf), indices };
}

/** Widest channel of a box, and how wide. */
function widest(box: readonly Counted[]): { shift: number; width: number } {
  return channels
    .map((shift) => {
      const values = box.map(({ rgb }) => channel(rgb, shift));
      return { shift, width: values.reduce((a, b) => Math.max(a, b)) - values.reduce((a, b) => Math.min(a, b)) };
    })
    .reduce((best, next) => (next.width > best.width ? next : best));
}

/** A wide box with many pixels first; the root keeps rare colours, such as those of a legend, from being swallowed. */
function gainOf(box: readonly Counted[]): number {
  return box.length < 2 ? 0 : widest(box).width * Math.sqrt(box.reduce((sum, { count }) => sum + count, 0));
}

function halve(box: readonly Counted[]): [Counted[], Counted[]] {
  const { shift } = widest(box);
  const sorted = box.toSorted((a, b) => channel(a.rgb, shift) - channel(b.rgb, shift));
  const half = sorted.reduce((sum, { count }) => sum + count, 0) / 2;
  let at = 0;
  for (let seen = 0; seen < half; at++) seen += (sorted[at] as Counted).count;
  at = Math.min(Math.max(at, 1), sorted.length - 1);
  return [sorted.slice(0, at), sorted.slice(at)];
}

function meanOf(box: readonly Counted[]): readonly [number, number, number] {
  const total = box.reduce((sum, { count }) => sum + count, 0);
  const mean = (shift: number) =>
    Math.round(box.reduce((sum, { rgb, count }) => sum + channel(rgb, shift) * count, 0) / total);
  return [mean(16), mean(8), mean(0)];
}
