/**
 * Stable sort of a permutation by 32-bit keys, least significant digit first: 16 bits a pass, a pass skipped when all
 * keys share the digit. Sort by the minor key first, then by the major one.
 * @param order - row numbers; a new array in key order is returned and this one may be overwritten
 * @param keys - key of each row number
 */
export function sortByKey(order: Uint32Array, keys: Uint32Array): Uint32Array {
  if (order.length < shortest) return order.sort((a, b) => (keys[a] as number) - (keys[b] as number));
  let from = order;
  let to: Uint32Array = new Uint32Array(order.length);
  for (const shift of [0, 16]) {
    if (!sortDigit(from, to, keys, shift)) continue;
    [from, to] = [to, from];
  }
  return from;
}

/** Below this a comparison sort is faster than clearing 65,536 counters. */
const shortest = 8192;

function sortDigit(from: Uint32Array, to: Uint32Array, keys: Uint32Array, shift: number): boolean {
  const ends = new Uint32Array(65_536);
  for (let i = 0; i < from.length; i++) {
    const digit = ((keys[from[i] as number] as number) >>> shift) & 0xffff;
    ends[digit] = (ends[digit] as number) + 1;
  }
  if (ends.includes(from.length)) return false;
  let start = 0;
  for (let digit = 0; digit < ends.length; digit++) {
    const count = ends[digit] as number;
    ends[digit] = start;
    start += count;
  }
  for (let i = 0; i < from.length; i++) {
    const row = from[i] as number;
    const digit = ((keys[row] as number) >>> shift) & 0xffff;
    const position = ends[digit] as number;
    to[position] = row;
    ends[digit] = position + 1;
  }
  return true;
}
