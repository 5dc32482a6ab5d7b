import { type Layer, log } from "@deck.gl/core";
import { BitmapLayer, PolygonLayer } from "@deck.gl/layers";
import { MapLibreOverlay } from "@deck.gl/maplibre";
import type { OneMap } from "./map.ts";
import { paintSurface, type Surface } from "./surface-image.ts";

log.level = 0;

/** A square of ground with what it is drawn with. */
export interface Cell {
  readonly key: string;
  readonly polygon: readonly (readonly number[])[];
  readonly isGap: boolean;
  /** Colour of its class; without one the ground shows. */
  readonly fill?: string;
}

type Rgb = readonly [number, number, number];

/** What lies on top of the map: surfaces and cells, drawn in a canvas of its own that the map knows nothing of. */
export class MapOverlay {
  readonly #overlay: MapLibreOverlay;
  #surface: Layer | undefined;
  #cells: Layer | undefined;

  constructor(map: OneMap) {
    this.#overlay = new MapLibreOverlay({ interleaved: false, layers: [] });
    map.attach((target) => target.addControl(this.#overlay as unknown as Parameters<typeof target.addControl>[0]));
  }

  /** Draws a surface in fixed classes; null takes it away. */
  showSurface(surface: Surface | null, breaks: readonly number[], ramp: readonly string[]): void {
    this.#surface =
      surface === null
        ? undefined
        : new BitmapLayer({
            id: "surface",
            image: toImage(surface, breaks, ramp),
            bounds: [...surface.bbox],
            // Opaque: the page blends this canvas with the map, so that colours are those of the legend and names show through.
            opacity: 1,
            textureParameters: { minFilter: "linear", magFilter: "linear" },
          });
    this.#draw();
  }

  /** Draws cells in the colour of their class, gaps with a strong outline. */
  showCells(cells: readonly Cell[], gapColour: string, plainColour: string): void {
    const gap = rgb(gapColour);
    const plain = rgb(plainColour);
    this.#cells =
      cells.length === 0
        ? undefined
        : new PolygonLayer<Cell>({
            id: "cells",
            // Gaps last: their outline lies over their neighbours.
            data: [...cells].sort((a, b) => Number(a.isGap) - Number(b.isGap)),
            getPolygon: (cell) => cell.polygon as [number, number][],
            getFillColor: (cell) =>
              (cell.fill === undefined ? [...plain, 14] : [...rgb(cell.fill), 255]) as [number, number, number, number],
            getLineColor: (cell) => (cell.isGap ? [...gap, 255] : [...plain, 70]) as [number, number, number, number],
            getLineWidth: (cell) => (cell.isGap ? 2 : 0.6),
            lineWidthUnits: "pixels",
            updateTriggers: { getFillColor: [gapColour], getLineColor: [gapColour] },
          });
    this.#draw();
  }

  #draw(): void {
    this.#overlay.setProps({ layers: [this.#surface, this.#cells].filter((layer) => layer !== undefined) });
  }
}

function toImage(surface: Surface, breaks: readonly number[], ramp: readonly string[]): ImageData {
  const { width, height, pixels } = paintSurface(surface, breaks, ramp.map(rgb));
  return new ImageData(pixels, width, height);
}

function rgb(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}
