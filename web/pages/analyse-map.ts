import type { Schemas } from "../api/client.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { NoMapError, OneMap } from "../map/map.ts";
import type { MapOverlay } from "../map/overlay.ts";
import { densityBreaks, densityRamp, palette } from "../map/palette.ts";
import type { FontFace } from "../map/style.ts";
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
  /** Whether communities can be picked. */
  readonly hasAreas: boolean;
  readonly surface: { readonly density: Schemas["Density"]; readonly days: number } | null;
  readonly classes: ReadonlyMap<number, number>;
  readonly cells: readonly Schemas["CoverageItem"][];
  /** Codes of the communities that are gaps. */
  readonly gapCodes: readonly string[];
  /** Code of the chosen community. */
  readonly chosenCode: string;
}

export type Picked = Parameters<Parameters<OneMap["onPick"]>[1]>[0];

export const incidentLayerIds = ["incidents-grid", "incidents-circle"];
export const areaLayerId = "communities-class";

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
    bbox: readonly number[] | null,
    fonts: Readonly<Record<"One Map SC" | "One Map TC", readonly FontFace[]>>,
    picture: Picture,
  ): AnalyseMap | null {
    const { theme, lang, camera } = page.getState();
    try {
      const map = new OneMap({
        container,
        page: "analyse",
        theme,
        language: lang,
        scale: 1,
        fonts,
        messages: sharedMessages[lang],
        camera,
        bbox,
        isInteractive: true,
        tileQueries: { incidents: picture.tileQuery },
        hidden: [...(picture.mode === "points" ? [] : incidentLayerIds), ...(picture.hasAreas ? [] : [areaLayerId])],
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
    if (before !== undefined && has("mode")) void this.map.setVisible(incidentLayerIds, picture.mode === "points");
    if (before !== undefined && has("hasAreas")) void this.map.setVisible([areaLayerId], picture.hasAreas);
    if (before !== undefined && has("tileQuery")) void this.map.filterTiles("incidents", picture.tileQuery);
    if (has("classes")) void this.map.setClasses("communities", picture.classes);
    if (has("gapCodes"))
      void this.map.setFilter("gaps-outline", ["in", ["get", "code"], ["literal", picture.gapCodes]]);
    if (has("chosenCode"))
      for (const layer of ["chosen-casing", "chosen-outline"])
        void this.map.setFilter(layer, ["==", ["get", "code"], picture.chosenCode]);
    if (has("surface", "theme")) void this.#showSurface(picture);
    if (has("cells", "theme")) void this.#showCells(picture);
  }

  async #showSurface({ surface, theme }: Picture): Promise<void> {
    if (surface === null && this.#overlay === undefined) return;
    const overlay = await this.#loadOverlay();
    if (this.#drawn?.surface !== surface || this.#drawn.theme !== theme) return;
    if (surface === null) return overlay.showSurface(null, densityBreaks, densityRamp[theme]);
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
      densityRamp[theme],
    );
  }

  async #showCells({ cells, theme }: Picture): Promise<void> {
    if (cells.length === 0 && this.#overlay === undefined) return;
    const overlay = await this.#loadOverlay();
    if (this.#drawn?.cells !== cells || this.#drawn.theme !== theme) return;
    overlay.showCells(
      cells.flatMap(({ key, polygon, isGap, medianDays }) =>
        polygon === null ? [] : [{ key, polygon, isGap, fill: densityRamp[theme][dayClass(medianDays)] as string }],
      ),
      palette.gap[theme],
      palette.communityLine[theme],
    );
  }

  /** Surfaces and cells need a library that points do not: it comes when they are first shown. */
  #loadOverlay(): Promise<MapOverlay> {
    this.#overlay ??= Promise.all([import("../map/overlay.ts"), this.map.ready]).then(
      ([{ MapOverlay: Overlay }]) => new Overlay(this.map),
    );
    return this.#overlay;
  }
}

function isSame(a: unknown, b: unknown): boolean {
  if (a === b) return true;
  if (a instanceof Map && b instanceof Map)
    return a.size === b.size && [...a].every(([key, value]) => b.get(key) === value);
  if (Array.isArray(a) && Array.isArray(b)) return a.length === b.length && a.every((item, i) => item === b[i]);
  return false;
}
