/** Five minutes of heartbeats. */
const mostKept = 30;

/**
 * How much later than usual a heartbeat of a connection arrives: news that waits in a queue on a slow way is old when
 * it comes, however fast it is read then. Only differences of the server's clock are used; where that clock is set back,
 * everything learnt from it is forgotten.
 */
export class HeartbeatDelay {
  #offsets: number[] = [];
  #lastServerTime = Number.NEGATIVE_INFINITY;

  /**
   * @param at when it arrived, by a clock that nobody sets
   * @param serverTime when it was sent, by the server's clock
   * @returns milliseconds beyond the shortest time that any of the last heartbeats took
   */
  note(at: number, serverTime: number): number {
    if (serverTime < this.#lastServerTime) this.#offsets = [];
    this.#lastServerTime = serverTime;
    const offset = at - serverTime;
    this.#offsets = [...this.#offsets.slice(1 - mostKept), offset];
    return offset - Math.min(...this.#offsets);
  }
}
