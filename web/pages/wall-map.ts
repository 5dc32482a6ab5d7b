import type { Schemas } from "../api/client.ts";
import { formatAge } from "../i18n/format.ts";
import type { Language } from "../i18n/language.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { wallMessages } from "../i18n/wall.ts";
import { openIncidentFeatures, unitFeatures } from "../layers/live-features.ts";
import { gapLayerIds } from "../layers/wall.ts";
import { fontsOf } from "../map/fonts.ts";
import { wallOrder } from "../map/layer-order.ts";
import { NoMapError, OneMap } from "../map/map.ts";
import { densityRamp, wallDensityBreaks } from "../map/palette.ts";
import { paintSurface } from "../map/surface-image.ts";
import { type Frame, frameViewOf, type Size } from "../spatial/city-view.ts";
import { newArrivals } from "../state/arrivals.ts";
import { timelinessOf } from "../state/call-ages.ts";
import { daysOfYear } from "../state/community-rows.ts";
import { dayClass } from "../state/coverage-classes.ts";
import type { Camera, Theme } from "../state/view.ts";
import type { WallAggregates, WallCall, WallUnit } from "../state/wall-input.ts";
import type { WallView } from "../state/wall-settings.ts";
import type { WallType } from "../state/wall-type.ts";

/** Everything that the map shows of a moment. */
export interface WallPicture {
  readonly calls: readonly WallCall[];
  readonly alarms: readonly WallCall[];
  readonly units: readonly WallUnit[];
  readonly standards: WallAggregates["standards"];
  /** The moment shown, server's clock, epoch milliseconds. */
  readonly at: number;
}

export interface WallMapOptions {
  readonly container: HTMLElement;
  /** What the map is called for those who do not see it. */
  readonly label: string;
  readonly theme: Theme;
  readonly language: Language;
  readonly type: WallType;
  readonly camera: Camera | null;
  /** What is seen whole where there is no camera. */
  readonly frame: Frame | null;
}

/**
 * What the map shows of a frame: no more around the outline than its own line is wide, and around communities room for the
 * names of places and for how long a call has waited, which are written beside and below them and are never cut.
 */
function viewOf(size: Size, { name }: WallType, frame: Frame | null): readonly number[] | null {
  if (frame === null) return null;
  const communities = { top: name, right: 2.5 * name, bottom: 2 * name, left: 2.5 * name };
  return frameViewOf(frame, { communities, outline: 0.25 * name }, size);
}

/** A map of the wall: the large one, and the small one of an alarm. */
export class WallMap {
  readonly map: OneMap;
  readonly #container: HTMLElement;
  readonly #language: Language;
  readonly #type: WallType;
  readonly #arrivals = newArrivals<WallCall>();
  #theme: Theme;
  #view: WallView = "incidents";
  #surface: { readonly density: Schemas["Density"]; readonly days: number } | null = null;

  private constructor(map: OneMap, { container, language, theme, type }: WallMapOptions) {
    this.map = map;
    this.#container = container;
    this.#language = language;
    this.#theme = theme;
    this.#type = type;
  }

  /** Null where this machine cannot draw a map. */
  static async open(options: WallMapOptions): Promise<WallMap | null> {
    const { container, label, theme, language, type, camera, frame } = options;
    const tables = await fontsOf(language);
    try {
      const map = new OneMap({
        container,
        order: wallOrder,
        theme,
        language,
        scale: type.scale,
        fonts: tables,
        messages: { ...sharedMessages[language], mapOf: label },
        camera,
        bbox: (size) => viewOf(size, type, frame),
        isInteractive: false,
      });
      return new WallMap(map, options);
    } catch (error) {
      if (error instanceof NoMapError) return null;
      throw error;
    }
  }

  /** Moves so that this is seen whole; on command only. */
  look(frame: Frame): void {
    const { clientWidth, clientHeight } = this.#container;
    const box = viewOf({ width: clientWidth, height: clientHeight }, this.#type, frame);
    if (box !== null) this.map.fit(box, 0);
  }

  /** Draws a moment; a call that is new since the moment before is ringed, two at the most, alarms first. */
  draw({ calls, alarms, units, standards, at }: WallPicture, hasRings: boolean): void {
    const alarming = new Set(alarms.map(({ id }) => id));
    void this.map.show(
      "open-incidents",
      openIncidentFeatures(calls, at, {
        formatWait: (call, seconds) =>
          seconds < 60
            ? wallMessages[this.#language].justNow
            : `${timelinessOf(call, standards, at) === "over" ? "! " : ""}${formatAge(seconds, this.#language)}`,
        isAlarm: ({ id }) => alarming.has(id),
      }),
    );
    void this.map.show("live-units", unitFeatures(units, at));
    if (!hasRings) return;
    const fresh = this.#arrivals(calls).sort((a, b) => a.priority - b.priority);
    for (const { position } of fresh.slice(0, 2)) this.map.pulse(position);
  }

  setTheme(theme: Theme): void {
    if (theme === this.#theme) return;
    this.#theme = theme;
    this.map.set({ theme });
    void this.#paint();
  }

  setView(view: WallView): void {
    if (view === this.#view) return;
    this.#view = view;
    this.map.set({ view });
  }

  /** Density of some days as a surface per year, so that its classes are those of every other density here. */
  showDensity(density: Schemas["Density"], days: number): void {
    this.#surface = { density, days };
    void this.#paint();
  }

  async #paint(): Promise<void> {
    if (this.#surface === null) return;
    const { density, days } = this.#surface;
    const perYear = daysOfYear / days;
    const bbox = density.bbox as [number, number, number, number];
    const ramp = densityRamp[this.#theme].map(
      (hex) => [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as unknown as [number, number, number],
    );
    const { width, height, pixels } = paintSurface(
      { ...density, bbox, values: density.values.map((value) => value * perYear) },
      wallDensityBreaks,
      ramp,
    );
    await this.map.showImage("surface", new ImageData(pixels, width, height), bbox);
  }

  /** Communities by the days since their places were visited, and the gaps. */
  showCoverage({ items }: Schemas["Coverage"]): void {
    const known = items.flatMap((item) => (item.communityId === null ? [] : [{ ...item, id: item.communityId }]));
    void this.map.setClasses("communities", new Map(known.map(({ id, medianDays }) => [id, dayClass(medianDays)])));
    const gaps = known.filter(({ isGap }) => isGap).map(({ id }) => id);
    for (const layer of gapLayerIds) void this.map.setFilter(layer, ["in", ["id"], ["literal", gaps]]);
  }
}
