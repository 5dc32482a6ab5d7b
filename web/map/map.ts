import {
  GeolocateControl,
  GPUInitializationError,
  type MapGeoJSONFeature,
  Map as MapLibre,
  Marker,
  NavigationControl,
  ScaleControl,
  setWorkerUrl,
  type VectorTileSource,
} from "maplibre-gl";
import workerUrl from "maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url";
import type { Language } from "../i18n/language.ts";
import type { SharedMessages } from "../i18n/shared.ts";
import { type OwnSource, type TileSource, tileLayerOf, tileSources } from "../layers/sources.ts";
import type { Camera, Theme } from "../state/view.ts";
import { whenVisible } from "../state/when-visible.ts";
import { coversOf } from "./covers-of.ts";
import { drawImagesFor } from "./images.ts";
import { boundsOf, type FirstView, keepFramed } from "./keep-framed.ts";
import { MapVoice } from "./map-voice.ts";
import { buildStyle, fontFaces, type StyleOptions, tilesUrl } from "./style.ts";
import { type TileId, TileRefresher } from "./tile-refresher.ts";
import { requestOf, viewOf } from "./tile-view.ts";

setWorkerUrl(workerUrl);

export type Feature = {
  readonly type: "Feature";
  readonly id: number;
  readonly geometry: { readonly type: string; readonly coordinates: unknown };
  readonly properties: Readonly<Record<string, unknown>>;
};

export interface MapOptions extends Omit<StyleOptions, "origin"> {
  readonly container: HTMLElement;
  readonly messages: SharedMessages;
  /** What to show first: a camera, or a box to fit, or one that is made for the map's size and is shown to its edge. */
  readonly camera: Camera | null;
  readonly bbox: readonly number[] | FirstView | null;
  /** False on the wall: nobody touches it. */
  readonly isInteractive: boolean;
  /** Offers to show where this device is; the position stays on it. */
  readonly canLocate?: boolean;
}

/** Over so long are spread the requests of all maps that have lost the thread at the same moment. */
const spreadMs = 2_000;

/** This machine cannot draw the map at all; show the list instead. */
export class NoMapError extends Error {}

/**
 * The one owner of the map of a pane, for the life of the page. Pages call its verbs; nothing else touches the library.
 */
export class OneMap {
  readonly #map: MapLibre;
  readonly #ready: Promise<void>;
  readonly #tiles: TileRefresher;
  readonly #askForTiles: () => void;
  readonly #voice: MapVoice;

  /** Throws NoMapError where there is no WebGL2. */
  constructor(options: MapOptions) {
    const { container, messages, camera, bbox, isInteractive } = options;
    try {
      this.#map = new MapLibre({
        container,
        style: buildStyle({ ...options, origin: location.origin }),
        interactive: isInteractive,
        attributionControl: false,
        dragRotate: false,
        pitchWithRotate: false,
        maxPitch: 0,
        fadeDuration: isInteractive ? 150 : 0,
        transformRequest: (url, type) => (type === "Tile" ? requestOf(url, this.#tiles) : undefined),
        locale: {
          "Map.Title": messages.mapOf,
          "NavigationControl.ZoomIn": messages.zoomIn,
          "NavigationControl.ZoomOut": messages.zoomOut,
          "NavigationControl.ResetBearing": messages.resetNorth,
          "GeolocateControl.FindMyLocation": messages.locate,
          "GeolocateControl.LocationNotAvailable": messages.noPosition,
        },
        ...(camera ? { center: [camera.lng, camera.lat], zoom: camera.zoom } : boundsOf(bbox, container)),
      });
    } catch (error) {
      if (error instanceof GPUInitializationError) throw new NoMapError("no WebGL2", { cause: error });
      throw error;
    }
    this.#map.touchZoomRotate.disableRotation();
    this.#map.addControl(new ScaleControl({ maxWidth: Math.max(120, 75 * options.scale) }), "bottom-right");
    if (isInteractive) this.#map.addControl(new NavigationControl({ showCompass: false }), "bottom-right");
    if (options.canLocate)
      this.#map.addControl(
        new GeolocateControl({ positionOptions: { enableHighAccuracy: true }, trackUserLocation: true }),
        "bottom-right",
      );
    if (typeof bbox === "function" && camera === null) keepFramed(this.#map, bbox);
    drawImagesFor(this.#map, options.scale);
    this.#voice = new MapVoice(this.#map);
    this.#tiles = new TileRefresher(viewOf(this.#map));
    // While nobody looks nothing is asked for; what has changed meanwhile is remembered.
    this.#askForTiles = whenVisible(document, () => this.#tiles.flush());
    for (const event of ["moveend", "sourcedata", "idle"] as const) this.#map.on(event, this.#askForTiles);
    this.#ready = new Promise((resolve) => {
      // Not "load", which waits for every tile: on a bad network one that hangs would keep all else off the map.
      this.#map.once("style.load", () => resolve());
    });
    for (const event of ["style.load", "moveend", "resize", "idle"] as const)
      this.#map.on(event, () => this.keepClear());
  }

  /** Resolves when the style is there: sources can be filled, tiles may still be on their way. */
  get ready(): Promise<void> {
    return this.#ready;
  }

  /** Resolves when everything in view has been drawn. */
  async idle(): Promise<void> {
    await this.#ready;
    if (!this.#map.loaded()) await new Promise((resolve) => this.#map.once("idle", resolve));
  }

  /** Theme, language, scale and view change in place: nothing is fetched again. */
  set({ theme, language, scale, view }: { theme?: Theme; language?: Language; scale?: number; view?: string }): void {
    for (const [name, value] of Object.entries({ theme, lang: language, scale, view }))
      if (value !== undefined) this.#voice.say(name, () => this.#map.setGlobalStateProperty(name, value));
  }

  /** Adds the fonts of another language; to be called before it is set. */
  async addFonts(fonts: MapOptions["fonts"]): Promise<void> {
    await this.#ready;
    this.#voice.say("fonts", () =>
      this.#map.setFontFaces({ ...this.#map.getFontFaces(), ...fontFaces(fonts, location.origin) }),
    );
  }

  /** Replaces the features of a source that the page fills itself; what has not changed costs nothing. */
  async show(source: OwnSource, features: readonly Feature[]): Promise<void> {
    await this.#ready;
    await this.#voice.show(source, features);
  }

  /** Has names keep clear of what lies over the map and of its edge; costs nothing while these are the same. */
  keepClear(): void {
    void this.show("covers", coversOf(this.#map));
  }

  /** Lays a picture over a box, [west, south, east, north]. */
  async showImage(...picture: Parameters<MapVoice["showImage"]>): Promise<void> {
    await this.#ready;
    this.#voice.showImage(...picture);
  }

  /** Asks for a tile layer under another filter; the old tiles stay until the new ones are there. */
  async filterTiles(source: TileSource, query: string): Promise<void> {
    await this.#ready;
    (this.#map.getSource(source) as VectorTileSource).setTiles([tilesUrl(location.origin, source, query)]);
  }

  /** Asks the server whether the tiles of a layer have changed; unchanged ones cost nothing. */
  async refreshTiles(source: TileSource): Promise<void> {
    await this.#ready;
    if (!this.#voice.isDeaf) this.#map.refreshTiles(source);
  }

  /** Tiles of a layer have changed, all of them for null; `*` is every layer. Only those in view are asked for. */
  async hearOfTiles({ layer, tiles }: { layer: string; tiles: readonly TileId[] | null }): Promise<void> {
    await this.#ready;
    // Everybody hears of everything at the same moment; not everybody is to ask then.
    if (tiles === null) await new Promise((resolve) => setTimeout(resolve, Math.random() * spreadMs));
    for (const source of Object.keys(tileSources) as TileSource[])
      if ((layer === tileLayerOf(source).layer || layer === "*") && this.#map.getSource(source) !== undefined)
        this.#tiles.announce(source, tiles);
    this.#askForTiles();
  }

  async setFilter(layer: string, filter: unknown): Promise<void> {
    await this.#ready;
    this.#voice.say(`filter ${layer}`, () =>
      this.#map.setFilter(layer, filter as Parameters<MapLibre["setFilter"]>[1]),
    );
  }

  /** Draws layers only from one zoom on, up to another. */
  async setZooms(layers: readonly string[], from: number, to: number): Promise<void> {
    await this.#ready;
    for (const layer of layers) this.#map.setLayerZoomRange(layer, from, to);
  }

  async setVisible(layers: readonly string[], isVisible: boolean): Promise<void> {
    await this.#ready;
    for (const layer of layers) {
      this.#map.setLayoutProperty(layer, "visibility", isVisible ? "visible" : "none");
      const source = this.#map.getLayer(layer)?.source;
      // Of a layer that nobody sees no tile is asked for; those kept from before may be old.
      if (isVisible && source !== undefined && this.#tiles.hasNews(source)) this.#tiles.announce(source, null);
    }
    this.#askForTiles();
  }

  /** Gives each feature of a tile layer its class, by id; features not named have none. */
  async setClasses(source: TileSource, classes: ReadonlyMap<number, number>): Promise<void> {
    await this.#ready;
    this.#voice.say(`classes ${source}`, () => {
      this.#map.removeFeatureState({ source, sourceLayer: source });
      for (const [id, step] of classes) this.#map.setFeatureState({ source, sourceLayer: source, id }, { step });
    });
  }

  /** Moves so that a box is in view; on command only. */
  fit(bbox: readonly number[], padding = 40): void {
    this.#map.fitBounds(bbox as [number, number, number, number], {
      padding,
      maxZoom: 17,
      duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 500,
    });
  }

  /** Centres on a place, at least at this zoom. */
  focus([lng, lat]: readonly [number, number], zoom = 15): void {
    this.#map.easeTo({
      center: [lng, lat],
      zoom: Math.max(zoom, this.#map.getZoom()),
      duration: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 400,
    });
  }

  /** Where a place is on the screen, as shares of the map's width and height from the top left. */
  placeOf(position: readonly number[]): readonly [x: number, y: number] {
    const { x, y } = this.#map.project([position[0] as number, position[1] as number]);
    const { clientWidth, clientHeight } = this.#map.getContainer();
    return [x / clientWidth, y / clientHeight];
  }

  get camera(): Camera {
    const { lng, lat } = this.#map.getCenter();
    return { lng, lat, zoom: this.#map.getZoom() };
  }

  /** What is in view, degrees. */
  get bbox(): [west: number, south: number, east: number, north: number] {
    const box = this.#map.getBounds();
    return [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
  }

  onMoved(listener: (camera: Camera) => void): void {
    this.#map.on("moveend", () => listener(this.camera));
  }

  /** Calls with the top feature of these layers under a click or tap. */
  onPick(
    layers: readonly string[],
    listener: (feature: Pick<MapGeoJSONFeature, "id" | "properties" | "sourceLayer" | "geometry">) => void,
  ): void {
    this.#map.on("click", (event) => {
      const near: [[number, number], [number, number]] = [
        [event.point.x - 6, event.point.y - 6],
        [event.point.x + 6, event.point.y + 6],
      ];
      const [feature] = this.#map.queryRenderedFeatures(near, { layers: [...layers] });
      if (feature !== undefined) listener(feature);
    });
    for (const layer of layers) {
      this.#map.on("mouseenter", layer, () => {
        this.#map.getCanvas().style.cursor = "pointer";
      });
      this.#map.on("mouseleave", layer, () => {
        this.#map.getCanvas().style.cursor = "";
      });
    }
  }

  /**
   * Rings a place for six seconds: something has begun there. The ring is an element over the map, moved by the style
   * sheet, so that the map itself draws no frame for it.
   */
  pulse(position: readonly number[]): void {
    const element = document.createElement("div");
    element.className = "pulse";
    element.setAttribute("aria-hidden", "true");
    const marker = new Marker({ element }).setLngLat([position[0] as number, position[1] as number]).addTo(this.#map);
    setTimeout(() => marker.remove(), 6_000);
  }

  /** Hands the map to the overlay module, which alone adds controls of its own. */
  attach(add: (map: MapLibre) => void): void {
    add(this.#map);
  }

  /** Ends the map and frees what it holds. */
  remove(): void {
    this.#map.remove();
  }
}
