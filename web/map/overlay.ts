import { type Layer, log } from "@deck.gl/core";
import { BitmapLayer, PolygonLayer } from "@deck.gl/layers";
import { MapLibreOverlay } from "@deck.gl/maplibre";
import type { OneMap } from "./map.ts";

log.level = 0;

/** A surface of numbers over a box, row by row from the south-west corner. */
export interface Surface {
  readonly bbox: readonly [number, number, number, number];
  readonly columns: number;
  readonly rows: number;
  readonly values: readonly number[];
}

/** A square of ground with what it is drawn with. */
export interface Cell {
  readonly key: string;
  readonly polygon: readonly (readonly number[])[];
  readonly isGap: boolean;
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
            image: paint(surface, breaks, ramp),
            bounds: [...surface.bbox],
            opacity: 0.72,
            textureParameters: { minFilter: "linear", magFilter: "linear" },
          });
    this.#draw();
  }

  /** Draws cells: gaps outlined and filled, the rest as a faint outline. */
  showCells(cells: readonly Cell[], gapColour: string, plainColour: string): void {
    const gap = rgb(gapColour);
    const plain = rgb(plainColour);
    this.#cells =
      cells.length === 0
        ? undefined
        : new PolygonLayer<Cell>({
            id: "cells",
            data: [...cells],
            getPolygon: (cell) => cell.polygon as [number, number][],
            getFillColor: (cell) => (cell.isGap ? [...gap, 60] : [...plain, 14]) as [number, number, number, number],
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

/** One pixel a cell, by class; nothing below the first class. The image's first row is the northernmost. */
function paint({ columns, rows, values }: Surface, breaks: readonly number[], ramp: readonly string[]): ImageData {
  const image = new ImageData(columns, rows);
  const colours = ramp.map(rgb);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      const value = values[row * columns + column] ?? 0;
      const step = breaks.findLastIndex((from) => value >= from);
      const colour = colours[step];
      if (colour === undefined) continue;
      image.data.set([...colour, 255], ((rows - 1 - row) * columns + column) * 4);
    }
  }
  return image;
}

function rgb(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}
