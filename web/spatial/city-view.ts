import { type Framed, viewBoxOf } from "./view-box.ts";

/** Boxes that are seen whole: of a city's communities and of its outline, or of a place. */
export interface Frame {
  readonly bbox: readonly number[] | null;
  readonly outline?: readonly number[] | null;
}

/** Pixels of a map. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Pixels that stay free: around the communities, and on each side of the outline. */
export interface FrameMargins {
  readonly communities: Framed["margin"];
  readonly outline: number;
}

/**
 * What a map of this size shows when it shows a frame; null where there is nothing to show. The outline is whole: a border that
 * leaves the picture here and there looks like a fault, and somebody who looks at a city looks for all of it; in the invented
 * city it takes an eighth of the scale. It is as large as that allows. Around communities there is room for what is written
 * beside them and for what lies over the corners of the map.
 */
export function frameViewOf({ bbox, outline }: Frame, margins: FrameMargins, size: Size): readonly number[] | null {
  if (bbox === null) return null;
  const framed: Framed[] = [{ box: bbox, margin: margins.communities }];
  const edge = margins.outline;
  if (outline != null) framed.push({ box: outline, margin: { top: edge, right: edge, bottom: edge, left: edge } });
  return viewBoxOf(framed, size);
}
