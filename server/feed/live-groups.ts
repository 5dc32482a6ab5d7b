import type { StreamScope } from "./scope.ts";
import type { Stream } from "./stream.ts";

interface Group {
  readonly scope: StreamScope;
  readonly streams: Set<Stream>;
}

/** Streams that have everything that was told, by scope: those of one scope are sent the same bytes. */
export class LiveGroups {
  readonly #groups = new Map<string, Group>();

  all(): Iterable<Group> {
    return this.#groups.values();
  }

  join(stream: Stream): void {
    const { scope } = stream;
    const group = this.#groups.get(scope.key) ?? { scope, streams: new Set() };
    this.#groups.set(scope.key, group);
    group.streams.add(stream);
  }

  /** Takes a stream out; true where it was in. */
  part(stream: Stream): boolean {
    const { key } = stream.scope;
    const group = this.#groups.get(key);
    const wasIn = group?.streams.delete(stream) === true;
    if (group?.streams.size === 0) this.#groups.delete(key);
    return wasIn;
  }
}
