/**
 * Numbers with a fraction, of 32 bits, as whole numbers in the same order: whatever compares, merges and finds whole
 * numbers does so with these, exactly, in four bytes each. The two zeros are one.
 */
const real = new Float32Array(1);
const bits = new Int32Array(real.buffer);

/** Place of the nearest number of 32 bits among all of them, 0 for zero; infinite for one beyond them. */
export function placeOfReal(value: number): number {
  real[0] = value;
  const held = bits[0] as number;
  if (!Number.isFinite(real[0])) return real[0];
  // Negative numbers have their sign in the highest bit, and grow in the wrong direction from it.
  return held >= 0 ? held : (held ^ 0x7fff_ffff) + 1;
}

/** The number at a place; the way back. */
export function realOfPlace(place: number): number {
  if (!Number.isFinite(place)) return place;
  bits[0] = place >= 0 ? place : (place - 1) ^ 0x7fff_ffff;
  return real[0] as number;
}

/** The number of 32 bits just below (−1) or above (1) the nearest to this one. */
export function realBeside(value: number, step: -1 | 1): number {
  return realOfPlace(placeOfReal(value) + step);
}
