import { hashPassword, verifyPassword } from "@one-map/server/auth/passwords";
import type { BenchOptions, BenchResult } from "../parts/results.ts";
import { quantile, sampleAsync } from "../parts/timing.ts";

/** Milliseconds: less is too cheap for whoever guesses, more too dear for whoever signs in. */
const range = [30, 150] as const;

/** One password verified after the other. */
export async function measurePasswords({ isTrial }: BenchOptions): Promise<BenchResult> {
  const hash = await hashPassword("correct horse battery");
  const times = await sampleAsync(() => verifyPassword("wrong horse battery", hash), {
    warmUp: 3,
    atLeast: isTrial ? 3 : 40,
    atMost: isTrial ? 3 : 100,
    forMillis: 5_000,
  });
  const value = quantile(times, 0.5);
  const holds = value >= range[0] && value <= range[1];
  const bar = `${range[0]} to ${range[1]} ms`;
  return {
    rows: [{ name: "verify a password", value, unit: "ms", p99: quantile(times, 0.99), bar, holds }],
    notes: [],
  };
}
