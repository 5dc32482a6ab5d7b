import { type LayerDefinition, type LayerId, layers } from "@one-map/tiles/catalogue";
import { PointLayer } from "@one-map/tiles/point-layer";
import { ShapeHost } from "./shape-host.ts";

/** Figures of a layer, for whoever watches the process. */
export interface LayerCounters {
  readonly id: string;
  readonly rows: number;
  readonly dead: number;
  readonly runs: number;
  readonly bytes: number;
  readonly version: number;
  readonly seq: number;
}

/** The layers of the catalogue in memory: what tiles, counts and surfaces are made from. */
export class MapEngine {
  readonly timeZone: string;
  readonly #points = new Map<string, PointLayer>();
  readonly #shapes = new Map<string, ShapeHost>();

  /** @param timeZone IANA zone of local hours, weekdays and days */
  constructor(timeZone: string) {
    this.timeZone = timeZone;
    for (const definition of layers as readonly LayerDefinition[]) {
      if (definition.geometry === "point") this.#points.set(definition.id, new PointLayer(definition, { timeZone }));
      else this.#shapes.set(definition.id, new ShapeHost(definition));
    }
  }

  /** A layer of points; throws for one that is not. */
  points(id: LayerId): PointLayer {
    const layer = this.#points.get(id);
    if (layer === undefined) throw new RangeError(`${id} is not a layer of points`);
    return layer;
  }

  findPoints(id: string): PointLayer | undefined {
    return this.#points.get(id);
  }

  findShapes(id: string): ShapeHost | undefined {
    return this.#shapes.get(id);
  }

  /** Figures of every layer; the bytes of shapes are those of the threads that they live in. */
  counters(): LayerCounters[] {
    const points = [...this.#points].map(([id, layer]): LayerCounters => ({ id, ...layer.counters() }));
    const shapes = [...this.#shapes].map(
      ([id, { size, version, bytes }]): LayerCounters => ({ id, rows: size, dead: 0, runs: 0, bytes, version, seq: 0 }),
    );
    return [...points, ...shapes];
  }

  /** Ends the threads of its shapes. */
  async close(): Promise<void> {
    await Promise.all([...this.#shapes.values()].map((shapes) => shapes.close()));
  }
}
