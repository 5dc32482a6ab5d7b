import type { FastifyReply } from "fastify";

interface Located {
  readonly id: number;
}

/**
 * Sends a page as a GeoJSON FeatureCollection (RFC 7946); `next` is a foreign member.
 *
 * @param geometryOf the geometry of an item, and its properties without it
 */
export function sendFeatures<T extends Located>(
  reply: FastifyReply,
  page: { items: readonly T[]; next: string | null },
  geometryOf: (item: T) => { geometry: object | null; properties: object },
): void {
  const features = page.items.map((item) => ({ type: "Feature", id: item.id, ...geometryOf(item) }));
  reply
    .header("content-type", "application/geo+json; charset=utf-8")
    .serializer((payload) => JSON.stringify(payload))
    .send({ type: "FeatureCollection", features, next: page.next });
}

/** A point feature of an item that carries its `position`. */
export function pointFeature<T extends { position: readonly number[] | null }>({
  position,
  ...properties
}: T): { geometry: object | null; properties: object } {
  return { geometry: position === null ? null : { type: "Point", coordinates: position }, properties };
}
