import type { Schemas } from "../api/client.ts";
import { formatNumber } from "../i18n/format.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { analyseOrder } from "../map/layer-order.ts";
import { type Feature, NoMapError, OneMap } from "../map/map.ts";
import type { MapOverlay } from "../map/overlay.ts";
import { densityBreaks, surfaceRamp } from "../map/palette.ts";
import type { FontFace } from "../map/style.ts";
import { type Frame, frameViewOf } from "../spatial/city-view.ts";
import type { Mode } from "../state/analyse-settings.ts";
import { daysOfYear } from "../state/community-rows.ts";
import { dayClass } from "../state/coverage-classes.ts";
import type { PageStore } from "../state/page.ts";
import type { Theme } from "../state/view.ts";

/** What the map is to show. Compared part by part, so that only what has changed is drawn again. */
export interface Picture {
  readonly mode: Mode;
  readonly theme: Theme;
  /** Query of the incident tiles. */
  readonly tileQuery: string;
  /** Zoom below which incidents are drawn as cells everywhere; null while it is not known how many there are. */
  readonly cellsBelow: number | null;
  /** Whether communities can be picked. */
  readonly hasAreas: boolean;
  readonly surface: { readonly density: Schemas["Density"]; readonly days: number } | null;
  readonly classes: ReadonlyMap<number, number>;
  readonly cells: readonly Schemas["CoverageItem"][];
  /** Score of each gap at its middle. */
  readonly gapScores: readonly GapScore[];
  /** Place that was picked. */
  readonly picked: readonly [lng: number, lat: number] | null;
  /** Codes of the communities that are gaps. */
  readonly gapCodes: readonly string[];
  /** Code of the chosen community. */
  readonly chosenCode: string;
  /** Key of the chosen cell. */
  readonly chosenCell: string;
}

export interface GapScore {
  readonly position: readonly [lng: number, lat: number];
  readonly score: number;
}

export const incidentLayerIds = ["incident-cells", "incidents-grid", "incidents-circle"];
const incidentSources = ["incidents", "incident-cells"] as const;
const deepest = 24;
/** Room for names at the edge of the city, and for what lies over the corners of the map. */
const wideMargins = { communities: { top: 28, right: 60, bottom: 44, left: 60 }, outline: 12 };
const phoneMargins = { communities: { top: 24, right: 30, bottom: 40, left: 30 }, outline: 6 };
const phonePixels = 600;
export const areaLayerId = "communities-class";
export const cellLayerId = "coverage-cells";

/** The map of the page: opens once, then follows the picture. */
export class AnalyseMap {
  readonly map: OneMap;
  #overlay: Promise<MapOverlay> | undefined;
  #drawn: Picture | undefined;

  private constructor(map: OneMap) {
    this.map = map;
  }

  /** Null where this machine cannot draw a map. */
  static open(
    container: HTMLElement,
    page: PageStore,
    frame: Frame,
    fonts: Readonly<Record<string, readonly FontFace[]>>,
    picture: Picture,
  ): AnalyseMap | null {
    const { theme, lang, camera } = page.getState();
    try {
      const map = new OneMap({
        container,
        order: analyseOrder,
        theme,
        language: lang,
        scale: 1,
        fonts,
        messages: sharedMessages[lang],
        camera,
        bbox: (size) => frameViewOf(frame, size.width < phonePixels ? phoneMargins : wideMargins, size),
        isInteractive: true,
        tileQueries: { incidents: picture.tileQuery, "incident-cells": picture.tileQuery },
        hidden: [...incidentLayerIds, ...(picture.hasAreas ? [] : [areaLayerId])],
      });
      return new AnalyseMap(map);
    } catch (error) {
      if (error instanceof NoMapError) return null;
      throw error;
    }
  }

  /** Draws what differs from what was drawn last. */
  show(picture: Picture): void {
    const before = this.#drawn;
    this.#drawn = picture;
    const has = (...parts: (keyof Picture)[]) => parts.some((part) => !isSame(before?.[part], picture[part]));
    if (has("mode", "cellsBelow")) void this.#showIncidents(picture);
    if (before !== undefined && has("hasAreas")) void this.map.setVisible([areaLayerId], picture.hasAreas);
    if (before !== undefined && has("tileQuery"))
      for (const source of incidentSources) void this.map.filterTiles(source, picture.tileQuery);
    if (has("classes")) void this.map.setClasses("communities", picture.classes);
    if (has("gapCodes"))
      void this.map.setFilter("gaps-outline", ["in", ["get", "code"], ["literal", picture.gapCodes]]);
    if (has("chosenCode"))
      for (const layer of ["chosen-casing", "chosen-outline"])
        void this.map.setFilter(layer, ["==", ["get", "code"], picture.chosenCode]);
    if (has("chosenCell"))
      for (const layer of ["cell-chosen-casing", "cell-chosen"])
        void this.map.setFilter(layer, ["==", ["get", "key"], picture.chosenCell]);
    if (has("mode", "hasAreas")) void this.map.setZooms(["communities-outline"], bordersFrom(picture), deepest);
    if (has("gapScores")) void this.map.show("gap-scores", picture.gapScores.map(toScore));
    if (has("picked")) void this.map.show("picked", picture.picked === null ? [] : [toPoint(picture.picked, {})]);
    if (has("surface", "theme")) void this.#showSurface(picture);
    if (has("cells")) void this.map.show("coverage-cells", picture.cells.flatMap(toCell));
  }

  async #showIncidents({ mode, cellsBelow }: Picture): Promise<void> {
    if (cellsBelow !== null) {
      await this.map.setZooms(["incident-cells"], 0, cellsBelow);
      await this.map.setZooms(["incidents-grid", "incidents-circle"], cellsBelow, deepest);
    }
    await this.map.setVisible(incidentLayerIds, mode === "points" && cellsBelow !== null);
  }

  async #showSurface({ surface, theme }: Picture): Promise<void> {
    if (surface === null && this.#overlay === undefined) return;
    const overlay = await this.#loadOverlay();
    if (this.#drawn?.surface !== surface || this.#drawn.theme !== theme) return;
    if (surface === null) return overlay.showSurface(null, densityBreaks, surfaceRamp[theme]);
    const { columns, rows, values, bbox } = surface.density;
    const perYear = daysOfYear / surface.days;
    overlay.showSurface(
      {
        columns,
        rows,
        values: values.map((value) => value * perYear),
        bbox: bbox as [number, number, number, number],
      },
      densityBreaks,
      surfaceRamp[theme],
    );
  }

  /** Surfaces need a library that nothing else does: it comes when the first is shown. */
  #loadOverlay(): Promise<MapOverlay> {
    this.#overlay ??= Promise.all([import("../map/overlay.ts"), this.map.ready]).then(
      ([{ MapOverlay: Overlay }]) => new Overlay(this.map),
    );
    return this.#overlay;
  }
}

function toPoint([lng, lat]: readonly [number, number], properties: Feature["properties"], id = 1): Feature {
  return { type: "Feature", id, geometry: { type: "Point", coordinates: [lng, lat] }, properties };
}

function toScore({ position, score }: GapScore, i: number): Feature {
  return toPoint(position, { score, label: formatNumber(score) }, i + 1);
}

function toCell({ key, polygon, isGap, medianDays }: Schemas["CoverageItem"], i: number): Feature[] {
  if (polygon === null) return [];
  const geometry = { type: "Polygon", coordinates: [polygon] };
  return [{ type: "Feature", id: i + 1, geometry, properties: { key, isGap, step: dayClass(medianDays) } }];
}

/** Zoom from which borders of communities are drawn: over a surface or cells they would be all that one sees. */
function bordersFrom({ mode, hasAreas }: Picture): number {
  return mode === "points" || hasAreas ? 10 : 13;
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a instanceof Map && b instanceof Map)
    return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => item === b[i]);
  return false;
}
