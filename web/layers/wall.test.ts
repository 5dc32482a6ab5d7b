import { createExpression } from "@maplibre/maplibre-gl-style-spec";
import { describe, expect, test } from "vitest";
import { languages } from "../i18n/language.ts";
import { angleOfPixels, cjkShare, digitShare } from "../spatial/viewing-angle.ts";
import { newWallType } from "../state/wall-type.ts";
import { wallLayers } from "./wall.ts";

const calibration = { screenMeters: 4.8, distanceMeters: 10, screenPixels: 1_920 };
const names = wallLayers.filter(({ id }) => id === "areas-label" || id === "communities-label");

/** Pixels of a name's letters on the wall of the example. */
function pixelsOf(size: unknown, lang: string, properties: object): number {
  const state = { lang, scale: newWallType(calibration).scale };
  const { result, value } = createExpression(size, "text-size", null, state);
  if (result === "error") throw new Error(JSON.stringify(value));
  return value.evaluate({ zoom: 9 }, { type: "Point", properties } as never) as number;
}

describe.each(names)("$id", ({ layout }) => {
  const size = layout?.["text-size"];
  // Half a pixel is rounding.
  const angle = (pixels: number, share: number) => angleOfPixels((pixels + 0.5) * share, calibration);

  test.each(languages)("can be read from the farthest seat in %s", (lang) => {
    const isLatin = lang === "en";
    const pixels = pixelsOf(size, lang, { name_zh_hans: "岚川", name_en: "Lanchuan" });
    expect(angle(pixels, isLatin ? digitShare : cjkShare)).toBeGreaterThanOrEqual(isLatin ? 16 : 25);
  });

  test("has the size of characters where English has no name", () => {
    expect(angle(pixelsOf(size, "en", { name_zh_hans: "岚川" }), cjkShare)).toBeGreaterThanOrEqual(25);
  });
});
