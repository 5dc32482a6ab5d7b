import { mortonHigh, mortonLow } from "./morton.ts";
import { sortByKey } from "./radix-sort.ts";

/** The typed arrays that columns are made of. */
export type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

/** Row numbers in order of id; rows of one id stay in their order. */
export function orderById(ids: Float64Array): Uint32Array {
  const rows = sequence(ids.length);
  if (isAscending(ids)) return rows;
  const low = new Uint32Array(ids.length);
  const high = new Uint32Array(ids.length);
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i] as number;
    low[i] = id >>> 0;
    high[i] = Math.floor(id / 4_294_967_296);
  }
  return sortByKey(sortByKey(rows, low), high);
}

/** Row numbers in order of Morton code; rows of one code stay in the given order. */
export function orderByMorton(idOrder: Uint32Array, x: Uint32Array, y: Uint32Array): Uint32Array {
  const low = new Uint32Array(idOrder.length);
  const high = new Uint32Array(idOrder.length);
  for (let i = 0; i < idOrder.length; i++) {
    low[i] = mortonLow(x[i] as number, y[i] as number);
    high[i] = mortonHigh(x[i] as number, y[i] as number);
  }
  return sortByKey(sortByKey(idOrder.slice(), low), high);
}

/** Places, in `order`, of the rows that `wanted` names. */
export function invert(order: Uint32Array, wanted: Uint32Array): Uint32Array {
  const place = new Uint32Array(order.length);
  for (let i = 0; i < order.length; i++) place[order[i] as number] = i;
  return gather(new Uint32Array(order.length), place, wanted);
}

/** Fills `into` with the values of the rows that `order` names, and returns it. */
export function gather<T extends Numbers>(into: T, from: Numbers, order: Uint32Array): T {
  for (let i = 0; i < order.length; i++) into[i] = from[order[i] as number] as number;
  return into;
}

function isAscending(ids: Float64Array): boolean {
  for (let i = 1; i < ids.length; i++) if ((ids[i] as number) < (ids[i - 1] as number)) return false;
  return true;
}

/** 0, 1, 2, … */
export function sequence(length: number): Uint32Array {
  const rows = new Uint32Array(length);
  for (let i = 0; i < length; i++) rows[i] = i;
  return rows;
}
