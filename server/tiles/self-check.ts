import type pg from "pg";
import type { LayerFollower } from "./layer-follower.ts";
import { readState } from "./layer-queries.ts";

export interface SelfCheckOptions {
  readonly pool: pg.Pool;
  /** Resolves when everything committed is in the layers; false when it is not in time. */
  readonly settle: () => Promise<boolean>;
  readonly onDrift: (layer: string) => void;
}

/** Attempts on a layer that changes all the time; a quieter moment will come. */
const attempts = 3;

/**
 * Compares what a layer holds with what its table adds up to, now and then, as nothing should ever differ: somebody may
 * have written past the triggers. A layer that differs is counted and read again.
 */
export class SelfCheck {
  readonly #options: SelfCheckOptions;
  #turn = 0;
  #drifts = 0;

  constructor(options: SelfCheckOptions) {
    this.#options = options;
  }

  /** Layers found to differ so far. */
  get drifts(): number {
    return this.#drifts;
  }

  /** Compares one of the layers, each in its turn. */
  async next(layers: readonly LayerFollower[]): Promise<void> {
    const layer = layers[this.#turn++ % layers.length];
    if (layer !== undefined) await this.run(layer);
  }

  /** True when the layer differs from its table; it is read again then. */
  async run(layer: LayerFollower): Promise<boolean> {
    for (let attempt = 0; attempt < attempts; attempt++) {
      if (!(await this.#options.settle()) || layer.isStale) continue;
      const touched = layer.touchedSeq;
      const held = layer.checksum();
      const state = await readState(this.#options.pool, layer.source, [...layer.refused]);
      if (state.count === held.count && state.versionSum === held.versionSum) return false;
      // What was committed between the two looks is no difference.
      if (!(await this.#options.settle()) || layer.isStale || layer.touchedSeq !== touched) continue;
      this.#drifts++;
      layer.invalidate();
      this.#options.onDrift(layer.definition.id);
      return true;
    }
    return false;
  }
}
