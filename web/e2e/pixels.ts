import type { Page } from "playwright-core";

/** A picture as its pixels, four bytes each from the top left. */
export interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8Array;
}

/** Decodes a PNG, by the browser of a page. Throws for what is none. */
export async function pixelsOf(page: Page, png: Buffer): Promise<Pixels> {
  const { width, height, base64 } = await page.evaluate(async (data) => {
    const bytes = Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0));
    const image = await createImageBitmap(new Blob([bytes], { type: "image/png" }));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
    context.drawImage(image, 0, 0);
    const pixels = context.getImageData(0, 0, image.width, image.height).data;
    let text = "";
    for (let at = 0; at < pixels.length; at += 32_768) text += String.fromCharCode(...pixels.subarray(at, at + 32_768));
    return { width: image.width, height: image.height, base64: btoa(text) };
  }, png.toString("base64"));
  return { width, height, rgba: Buffer.from(base64, "base64") };
}

/** Places [x, y] at which two pictures of one size differ. */
export function differences(a: Pixels, b: Pixels): [x: number, y: number][] {
  if (a.width !== b.width || a.height !== b.height) throw new Error("Pictures of different sizes cannot be compared.");
  const found: [number, number][] = [];
  for (let at = 0; at < a.rgba.length; at += 4)
    if ([0, 1, 2].some((channel) => a.rgba[at + channel] !== b.rgba[at + channel]))
      found.push([(at / 4) % a.width, Math.floor(at / 4 / a.width)]);
  return found;
}
