import type { FastifyReply, FastifyRequest } from "fastify";
import { HttpProblem } from "./problems.ts";

/** Counts attempts of somebody in a window of time, and of everybody together. */
export class AttemptLimit {
  readonly #mostEach: number;
  readonly #mostTogether: number;
  readonly #windowMs: number;
  readonly #now: () => number;
  #windowAt = Number.NEGATIVE_INFINITY;
  #each = new Map<string, number>();
  #together = 0;

  constructor({
    mostEach,
    mostTogether,
    windowMs,
    now = Date.now,
  }: {
    mostEach: number;
    mostTogether: number;
    windowMs: number;
    now?: () => number;
  }) {
    this.#mostEach = mostEach;
    this.#mostTogether = mostTogether;
    this.#windowMs = windowMs;
    this.#now = now;
  }

  /** Seconds to wait before the next attempt; 0 when this one may be made, which then counts. */
  take(who: string): number {
    const now = this.#now();
    if (now - this.#windowAt >= this.#windowMs) {
      this.#windowAt = now;
      this.#each = new Map();
      this.#together = 0;
    }
    const own = this.#each.get(who) ?? 0;
    if (own >= this.#mostEach || this.#together >= this.#mostTogether)
      return Math.ceil((this.#windowAt + this.#windowMs - now) / 1_000);
    this.#each.set(who, own + 1);
    this.#together++;
    return 0;
  }

  /** An attempt of somebody who has succeeded was no guess; it counts no longer. */
  giveBack(who: string): void {
    const own = this.#each.get(who) ?? 0;
    if (own === 0) return;
    this.#each.set(who, own - 1);
    this.#together--;
  }
}

/** Counts the attempt of a request by its address. Throws `too-many-attempts` for one too many. */
export function holdBack(limit: AttemptLimit, request: FastifyRequest, reply: FastifyReply): void {
  const seconds = limit.take(request.ip);
  if (seconds === 0) return;
  reply.header("retry-after", String(seconds));
  throw new HttpProblem("too-many-attempts", `Try again in ${seconds} s.`);
}
