import { getGlobalDispatcher } from "maplibre-gl";
import type { OneMap } from "./map.ts";

/** Tells of the graphics context of a map. */
export function watchContext(map: OneMap, { lost, restored }: { lost(): void; restored(): void }): void {
  map.attach((target) => {
    target.on("webglcontextlost", lost);
    target.on("webglcontextrestored", restored);
  });
}

/** Has the map draw one frame; false when it does not within the time. */
export function drawsAgain(map: OneMap, withinMs: number): Promise<boolean> {
  return new Promise((resolve) => {
    map.attach((target) => {
      const timer = setTimeout(() => {
        target.off("render", drawn);
        resolve(false);
      }, withinMs);
      const drawn = () => {
        clearTimeout(timer);
        resolve(true);
      };
      target.once("render", drawn);
      target.triggerRepaint();
    });
  });
}

/** Whether the workers of all maps answer; those that do not are replaced. */
export async function reviveWorkers(withinMs: number): Promise<boolean> {
  const dispatcher = getGlobalDispatcher();
  if (await dispatcher.ping(withinMs)) return true;
  await dispatcher.ensureWorkers();
  return false;
}
