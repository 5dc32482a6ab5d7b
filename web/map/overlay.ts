import { COORDINATE_SYSTEM, type Layer, log } from "@deck.gl/core";
import { BitmapLayer } from "@deck.gl/layers";
import { MapLibreOverlay } from "@deck.gl/maplibre";
import type { OneMap } from "./map.ts";
import { paintSurface, type Surface } from "./surface-image.ts";

log.level = 0;

type Rgb = readonly [number, number, number];

/** What lies on top of the map: surfaces, drawn in a canvas of its own that the map knows nothing of. */
export class MapOverlay {
  readonly #overlay: MapLibreOverlay;
  #surface: Layer | undefined;

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
            // Rows of the surface are equal in degrees, not on the map's projection.
            _imageCoordinateSystem: COORDINATE_SYSTEM.LNGLAT,
            // Opaque: the page blends this canvas with the map, so that colours are those of the legend and names show through.
            opacity: 1,
            textureParameters: { minFilter: "linear", magFilter: "linear" },
          });
    this.#draw();
  }

  #draw(): void {
    this.#overlay.setProps({ layers: this.#surface === undefined ? [] : [this.#surface] });
  }
}

function toImage(surface: Surface, breaks: readonly number[], ramp: readonly string[]): ImageData {
  const { width, height, pixels } = paintSurface(surface, breaks, ramp.map(rgb));
  return new ImageData(pixels, width, height);
}

function rgb(hex: string): Rgb {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as Rgb;
}
