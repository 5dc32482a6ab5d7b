import type { Command } from "./commands.ts";

/** How soon somebody should be sent, by priority, seconds: 1 and 2 within a minute and five, the rest within fifteen. */
const sendWithin = [0, 60, 300, 900, 900, 900] as const;

interface Figures {
  calls: number;
  /** Seconds from the report to somebody being sent, and to somebody being there. */
  readonly sent: number[];
  readonly there: number[];
  inTime: number;
}

/** Counts what a shift told, on the clock of the simulation. */
export class Tally {
  readonly counts = { report: 0, advance: 0, status: 0, fix: 0, "bad-fix": 0, visit: 0 };
  closed = 0;
  readonly #byPriority = new Map<number, Figures>();
  readonly #calls = new Map<number, { readonly priority: number; readonly at: number }>();

  add(command: Command): void {
    this.counts[command.do]++;
    if (command.do === "report") {
      this.#calls.set(command.call, command);
      this.#of(command.priority).calls++;
    }
    if (command.do !== "advance") return;
    if (command.to === "closed") this.closed++;
    const call = this.#calls.get(command.call);
    if (call === undefined) return;
    const figures = this.#of(call.priority);
    const seconds = command.at - call.at;
    if (command.to === "on_scene") figures.there.push(seconds);
    if (command.to !== "dispatched") return;
    figures.sent.push(seconds);
    if (seconds <= (sendWithin[call.priority] as number)) figures.inTime++;
  }

  /** One line a priority: calls, medians, share sent in time. */
  lines(): string[] {
    return [...this.#byPriority]
      .sort(([a], [b]) => a - b)
      .map(([priority, { calls, sent, there, inTime }]) => {
        const share = sent.length === 0 ? "–" : `${Math.round((100 * inTime) / sent.length)} %`;
        return `P${priority}  ${String(calls).padStart(5)} calls  sent after ${minutes(sent)}  there after ${minutes(there)}  ${share} sent within ${(sendWithin[priority] as number) / 60} min`;
      });
  }

  #of(priority: number): Figures {
    let figures = this.#byPriority.get(priority);
    if (figures === undefined) {
      figures = { calls: 0, sent: [], there: [], inTime: 0 };
      this.#byPriority.set(priority, figures);
    }
    return figures;
  }
}

/** Median, as minutes. */
function minutes(seconds: readonly number[]): string {
  if (seconds.length === 0) return "     –";
  const median = [...seconds].sort((a, b) => a - b)[seconds.length >> 1] as number;
  return `${(median / 60).toFixed(1).padStart(4)} min`;
}
