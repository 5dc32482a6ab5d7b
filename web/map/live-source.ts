/** A feature with an id of its own; what it is made of is compared as text. */
export interface LiveFeature {
  readonly id: number;
}

/** Where features go: the map's source, as far as it is needed here. */
export interface FeatureSink<T> {
  setData(features: readonly T[]): Promise<unknown>;
  updateData(change: { readonly remove: number[]; readonly add: T[] }): Promise<unknown>;
}

/**
 * After so many differences everything is handed on again. The library's index of a source notes each tile that it makes
 * anew and looks through these notes with each difference, yet takes none away (@maplibre/geojson-vt 6.3.1 looks for the
 * numbers of tiles among their texts): a wall would grow by megabytes an hour, and slower. Only a new index begins
 * without notes.
 */
const mostUpdates = 500;

/**
 * Features of a source that change often. Only what differs is handed on, nothing when nothing does, and never while
 * the change before is still being taken: what comes meanwhile is merged.
 */
export class LiveSource<T extends LiveFeature> {
  readonly #sink: () => FeatureSink<T> | undefined;
  #wanted: ReadonlyMap<number, { readonly feature: T; readonly text: string }> | undefined;
  /** What the map holds, by id; undefined when that is not known. */
  #held: ReadonlyMap<number, string> | undefined;
  /** Differences since everything was handed on. */
  #updates = 0;
  #flushing: Promise<void> | undefined;

  /** @param sink undefined while the map cannot take anything */
  constructor(sink: () => FeatureSink<T> | undefined) {
    this.#sink = sink;
  }

  /** Resolves when the map has what is shown here, or has failed to take it; it is tried again with the next call. */
  show(features: readonly T[]): Promise<void> {
    this.#wanted = new Map(features.map((feature) => [feature.id, { feature, text: JSON.stringify(feature) }]));
    return this.flush();
  }

  /** The map has lost what it held. */
  forget(): void {
    this.#held = undefined;
  }

  flush(): Promise<void> {
    this.#flushing ??= this.#run().finally(() => {
      this.#flushing = undefined;
    });
    return this.#flushing;
  }

  async #run(): Promise<void> {
    for (;;) {
      const wanted = this.#wanted;
      const sink = this.#sink();
      if (wanted === undefined || sink === undefined) return;
      const held = this.#held;
      const add = [...wanted.values()].filter(({ feature, text }) => held?.get(feature.id) !== text);
      const remove = [...(held?.keys() ?? [])].filter((id) => !wanted.has(id));
      if (held !== undefined && add.length === 0 && remove.length === 0) return;
      // Taken for held before it is, so that a loss meanwhile is not overwritten afterwards.
      this.#held = new Map([...wanted].map(([id, { text }]) => [id, text]));
      try {
        if (held === undefined || this.#updates === mostUpdates) {
          this.#updates = 0;
          await sink.setData([...wanted.values()].map(({ feature }) => feature));
        } else {
          this.#updates++;
          await sink.updateData({ remove, add: add.map(({ feature }) => feature) });
        }
      } catch {
        this.#held = undefined;
        return;
      }
    }
  }
}
