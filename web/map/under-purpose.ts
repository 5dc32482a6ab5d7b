import type { OneMap } from "./map.ts";

/** Layers that are cut by communities: what else the map shows needs no purpose. */
const cut = /\/tiles\/(residences|venues)\//;

/**
 * Lets a map ask for homes and venues for a purpose, which every such request then names; nothing of it is kept by the browser.
 * To be called before the map has asked for its first tile.
 */
export function askForPurpose(map: OneMap, purpose: string): void {
  map.attach((library) => {
    library.setTransformRequest((url, type) =>
      type === "Tile" ? { url, cache: "no-store", ...(cut.test(url) && { headers: { purpose } }) } : undefined,
    );
  });
}
