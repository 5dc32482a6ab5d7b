interface Place {
  readonly position: readonly number[];
}

const point = (id: number, { position }: Place, properties: Readonly<Record<string, unknown>>) => ({
  type: "Feature" as const,
  id,
  geometry: { type: "Point", coordinates: [position[0], position[1]] },
  properties,
});

/** Blocks of homes, each with the lower end of its band. */
export function blockFeatures(blocks: readonly (Place & { readonly householdsFrom: number })[]) {
  return blocks.map((block, i) => point(i + 1, block, { households: block.householdsFrom }));
}

/** Points that stand for a block, each with all its incidents: kinds are in the table, not on top of each other. */
export function spotFeatures(spots: readonly (Place & { readonly count: number })[]) {
  const counts = new Map<string, { place: Place; count: number }>();
  for (const spot of spots) {
    const key = spot.position.join();
    counts.set(key, { place: spot, count: (counts.get(key)?.count ?? 0) + spot.count });
  }
  return [...counts.values()].map(({ place, count }, i) => point(i + 1, place, { count }));
}
