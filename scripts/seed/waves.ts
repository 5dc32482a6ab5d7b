import type { Random } from "./random.ts";

/** A smooth field over the plane. */
export type Field = (x: number, y: number) => number;

export interface WaveOptions {
  readonly count: number;
  /** Shortest and longest wave, in the unit of the coordinates. */
  readonly lengths: readonly [shortest: number, longest: number];
  /** Sum of the amplitudes, in whatever the field measures. */
  readonly reach: number;
}

/** A field of a few sine waves in random directions: smooth everywhere, without a grid of its own. Values within ±reach. */
export function waveField(random: Random, { count, lengths, reach }: WaveOptions): Field {
  const waves = Array.from({ length: count }, () => {
    const angle = random.between(0, 2 * Math.PI);
    const length = random.between(...lengths);
    const k = (2 * Math.PI) / length;
    return { kx: k * Math.cos(angle), ky: k * Math.sin(angle), phase: random.between(0, 2 * Math.PI), weight: length };
  });
  const total = waves.reduce((sum, { weight }) => sum + weight, 0);
  return (x, y) =>
    waves.reduce(
      (sum, { kx, ky, phase, weight }) => sum + ((reach * weight) / total) * Math.sin(kx * x + ky * y + phase),
      0,
    );
}
