import type { GeoJSONSource, ImageSource, Map as MapLibre } from "maplibre-gl";
import type { ImageSourceId, OwnSource } from "../layers/sources.ts";
import { LiveSource } from "./live-source.ts";
import type { Feature } from "./map.ts";

/**
 * What a page has told its map. Before the style is there, and while the graphics context is lost, a map is deaf: what
 * is said then is kept, and everything is said again when it can listen.
 */
export class MapVoice {
  readonly #map: MapLibre;
  readonly #said = new Map<string, () => void>();
  readonly #sources = new Map<OwnSource, LiveSource<Feature>>();
  #isDeaf = true;

  constructor(map: MapLibre) {
    this.#map = map;
    map.once("style.load", () => this.#sayAgain());
    map.on("webglcontextlost", () => {
      this.#isDeaf = true;
      for (const source of this.#sources.values()) source.forget();
    });
    map.on("webglcontextrestored", () => map.once("style.load", () => this.#sayAgain()));
  }

  get isDeaf(): boolean {
    return this.#isDeaf;
  }

  /** Does it now or when the map can listen, and again after each loss; the last word about a thing stands. */
  say(about: string, what: () => void): void {
    this.#said.set(about, what);
    if (!this.#isDeaf) what();
  }

  /** Replaces the features of a source; what has not changed costs nothing. */
  async show(id: OwnSource, features: readonly Feature[]): Promise<void> {
    const source = this.#sources.get(id) ?? new LiveSource<Feature>(() => this.#sinkOf(id));
    this.#sources.set(id, source);
    await source.show(features);
  }

  /** Lays a picture over a box, [west, south, east, north]. */
  showImage(
    id: ImageSourceId,
    image: ImageData,
    [west, south, east, north]: readonly [number, number, number, number],
  ): void {
    const coordinates: Parameters<ImageSource["setCoordinates"]>[0] = [
      [west, north],
      [east, north],
      [east, south],
      [west, south],
    ];
    this.say(`image ${id}`, () => (this.#map.getSource(id) as ImageSource).updateImage({ image, coordinates }));
  }

  #sinkOf(id: OwnSource) {
    if (this.#isDeaf) return undefined;
    const target = this.#map.getSource(id) as GeoJSONSource;
    type Data = Parameters<GeoJSONSource["setData"]>[0];
    type Change = Parameters<GeoJSONSource["updateData"]>[0];
    return {
      setData: (features: readonly Feature[]) =>
        target.setData({ type: "FeatureCollection", features } as unknown as Data),
      updateData: (change: object) => target.updateData(change as Change),
    };
  }

  #sayAgain(): void {
    this.#isDeaf = false;
    for (const what of this.#said.values()) what();
    for (const source of this.#sources.values()) void source.flush();
  }
}
