/** Address of a tile. */
export type TileId = readonly [z: number, x: number, y: number];

/** The map, as far as tiles are concerned. */
export interface TileView {
  /** Tiles that are drawn now: by the id that the map draws, and the one whose bytes it draws. */
  visible(source: string): readonly { readonly drawn: TileId; readonly data: TileId }[];
  /** Whether nothing of the source is on its way. */
  isSettled(source: string): boolean;
  /** Asks the server for these tiles again, or for all of the source; the old ones stay until the new ones are there. */
  refresh(source: string, tiles: readonly TileId[] | null): void;
}

/** More announced tiles than this and the whole source is asked for. */
const mostPending = 4_000;
/** Answers may be kept by the browser for no longer than this. */
const cachedForMs = 600_000;

const lookAgainMs = 250;

interface Pending {
  isAll: boolean;
  readonly tiles: Set<string>;
}

const keyOf = ([z, x, y]: TileId) => `${z}/${x}/${y}`;

/**
 * Carries news of changed tiles to the map, with the next `flush`. A tile in view is asked for at once; one out of view when it comes into
 * view, since the map keeps those that it has shown; and while something of a source is still on its way its news
 * waits, because an answer that is older than the news may be the last to arrive.
 */
export class TileRefresher {
  readonly #view: TileView;
  readonly #now: () => number;
  readonly #after: (ms: number, call: () => void) => void;
  #isWaiting = false;
  readonly #pending = new Map<string, Pending>();
  /** When a tile, or all of a source, was announced last. */
  readonly #announced = new Map<string, number>();

  constructor(
    view: TileView,
    now: () => number = () => performance.now(),
    after: (ms: number, call: () => void) => void = (ms, call) => setTimeout(call, ms),
  ) {
    this.#view = view;
    this.#now = now;
    this.#after = after;
  }

  /** @param tiles null for all of the source */
  announce(source: string, tiles: readonly TileId[] | null): void {
    const pending = this.#pending.get(source) ?? { isAll: false, tiles: new Set<string>() };
    this.#pending.set(source, pending);
    for (const key of tiles?.map(keyOf) ?? ["*"]) {
      if (key !== "*") pending.tiles.add(key);
      this.#announced.delete(`${source}/${key}`);
      this.#announced.set(`${source}/${key}`, this.#now());
    }
    if (tiles === null || pending.tiles.size > mostPending) pending.isAll = true;
    if (pending.isAll) pending.tiles.clear();
    this.#forget();
  }

  /** To be called whenever the view has moved or something has arrived. */
  flush(): void {
    for (const [source, pending] of this.#pending) {
      if (!this.#view.isSettled(source)) {
        this.#lookAgain();
        continue;
      }
      if (pending.isAll) {
        this.#pending.delete(source);
        this.#view.refresh(source, null);
        continue;
      }
      const due = this.#view.visible(source).filter(({ data }) => pending.tiles.has(keyOf(data)));
      for (const { data } of due) pending.tiles.delete(keyOf(data));
      if (pending.tiles.size === 0) this.#pending.delete(source);
      if (due.length > 0)
        this.#view.refresh(
          source,
          due.map(({ drawn }) => drawn),
        );
    }
  }

  /** A tile that turns out to be unchanged arrives without a word. */
  #lookAgain(): void {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    this.#after(lookAgainMs, () => {
      this.#isWaiting = false;
      this.flush();
    });
  }

  /** Whether what the browser has kept of a tile may be older than its news. */
  mustAsk(source: string, tile: TileId): boolean {
    const at = Math.max(
      this.#announced.get(`${source}/*`) ?? Number.NEGATIVE_INFINITY,
      this.#announced.get(`${source}/${keyOf(tile)}`) ?? Number.NEGATIVE_INFINITY,
    );
    return this.#now() - at < cachedForMs;
  }

  /** Whether anything of the source was announced lately. */
  hasNews(source: string): boolean {
    return [...this.#announced.keys()].some((key) => key.startsWith(`${source}/`));
  }

  #forget(): void {
    // Oldest first, as they were announced.
    for (const [key, at] of this.#announced) {
      if (this.#now() - at < cachedForMs) return;
      this.#announced.delete(key);
    }
  }
}
