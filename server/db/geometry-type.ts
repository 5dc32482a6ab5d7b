/**
 * A raw geometry column as the driver sees it. Opaque on purpose: nothing but the fragments of `geometry.ts` can turn
 * it into something that goes on the wire.
 */
export type Geometry = string & { readonly __geometry: unique symbol };
