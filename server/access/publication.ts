import type { LngLat } from "@one-map/tiles/world";
import { bandOf, mayBeDrawn } from "./publishable.ts";
import { type Borders, type Dwelling, SnapTree } from "./snap-tree.ts";
import { type PublishedCounts, suppress } from "./suppression.ts";

/** A community as publishing sees it. */
export interface Ground {
  readonly community: number;
  readonly borders: Borders;
  readonly dwellings: readonly Dwelling[];
}

export interface Incident {
  readonly community: number;
  readonly category: string;
  readonly position: LngLat;
}

/** Homes around a label point, in a band. */
export interface Block {
  readonly community: number;
  readonly position: LngLat;
  /** At least so many households. */
  readonly households: number;
}

/** Incidents of one category at one snap point. */
export interface Spot {
  readonly community: number;
  readonly position: LngLat;
  readonly category: string;
  readonly count: number;
}

export interface IncidentPublication {
  /** Communities by their ids, categories by their codes. */
  readonly counts: PublishedCounts;
  readonly spots: readonly Spot[];
}

/** What may be published of dwellings and incidents, made of the city as it is. */
export class Publication {
  readonly #trees = new Map<number, SnapTree>();

  constructor(grounds: readonly Ground[] = []) {
    for (const ground of grounds) this.add(ground);
  }

  /** Adds a community: a quarter of a millisecond each, so whoever adds a whole city lets others have their turn between. */
  add({ community, borders, dwellings }: Ground): void {
    this.#trees.set(community, new SnapTree(community, borders, dwellings));
  }

  blocks(): Block[] {
    return [...this.#trees.values()].flatMap(({ points }) =>
      points.map(({ community, position, households }) => ({ community, position, households: bandOf(households) })),
    );
  }

  /**
   * Counts and spots of the incidents of one period. A spot is left out where its community's count of the category is
   * withheld: adding up spots must not tell what the table does not.
   */
  incidents(incidents: readonly Incident[], categories: readonly string[]): IncidentPublication {
    const communities = [...this.#trees.keys()].sort((a, b) => a - b);
    const rowOf = new Map(communities.map((id, i) => [id, i]));
    const columnOf = new Map(categories.map((code, i) => [code, i]));
    const values = communities.map(() => categories.map(() => 0));
    const spots = new Map<string, Spot>();
    for (const { community, category, position } of incidents) {
      const [row, column] = [rowOf.get(community), columnOf.get(category)];
      if (row === undefined || column === undefined) continue;
      (values[row] as number[])[column] = ((values[row] as number[])[column] as number) + 1;
      const point = mayBeDrawn(category) ? this.#trees.get(community)?.pointFor(position) : undefined;
      if (point === undefined) continue;
      const key = `${community} ${category} ${point.position}`;
      const count = (spots.get(key)?.count ?? 0) + 1;
      spots.set(key, { community, position: point.position, category, count });
    }
    const counts = suppress({ rows: communities.map(String), columns: categories, values });
    const isShown = ({ community, category }: Spot) =>
      counts.values[rowOf.get(community) as number]?.[columnOf.get(category) as number] !== null;
    return { counts, spots: [...spots.values()].filter(isShown) };
  }
}
