import type { OneMap } from "./map.ts";

/** What a map shows, in pixels of the device. */
export interface Snapshot {
  readonly canvas: OffscreenCanvas;
  /** Pixels of the device for one of the page. */
  readonly ratio: number;
  /** The scale bar, pixels of the page. */
  readonly scale: { readonly width: number; readonly text: string };
}

/** Takes the picture that a map shows, with what lies over it as the page blends it, once everything in view is drawn. */
export async function snapshotOf(map: OneMap): Promise<Snapshot> {
  await map.idle();
  return new Promise((resolve) => {
    map.attach((library) => {
      library.once("render", () => {
        // What was drawn is there until the frame is over, and not a moment longer.
        const drawn = library.getCanvas();
        const canvas = new OffscreenCanvas(drawn.width, drawn.height);
        const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
        context.drawImage(drawn, 0, 0);
        const frame = library.getContainer();
        for (const over of frame.querySelectorAll<HTMLCanvasElement>(".maplibregl-ctrl-top-left canvas")) {
          const corner = over.closest(".maplibregl-ctrl-top-left") as Element;
          context.globalCompositeOperation = getComputedStyle(corner).mixBlendMode as GlobalCompositeOperation;
          context.drawImage(over, 0, 0, canvas.width, canvas.height);
        }
        const bar = frame.querySelector<HTMLElement>(".maplibregl-ctrl-scale");
        resolve({
          canvas,
          ratio: drawn.width / drawn.clientWidth,
          scale: { width: bar?.offsetWidth ?? 0, text: bar?.textContent ?? "" },
        });
      });
      library.triggerRepaint();
    });
  });
}
