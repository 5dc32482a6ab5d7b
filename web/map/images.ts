import type { Map as MapLibre } from "maplibre-gl";
import { hatchOf } from "./hatch.ts";
import { drawIcons } from "./icons.ts";

/** Gives a map its pictures when it asks for them: symbols in one colour, and hatches at the scale of its screen. */
export function drawImagesFor(map: MapLibre, scale: number): void {
  const icons = new Map(drawIcons().map(({ name, image }) => [name, image]));
  map.setMissingStyleImageResolver((name) => {
    const image = icons.get(name);
    if (image !== undefined && !map.hasImage(name)) map.addImage(name, image, { sdf: true });
    const hatch = hatchOf(name, scale);
    if (hatch !== undefined && !map.hasImage(name)) map.addImage(name, hatch);
  });
}
