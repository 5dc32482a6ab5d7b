import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { repository } from "./source-files.ts";

export type LoadOrder =
  | {
      readonly kind: "open";
      readonly port: number;
      readonly streams: number;
      readonly token?: string | undefined;
      /** What every stream is opened with. */
      readonly cookie: string;
      /** Come back with the last token when a stream ends. */
      readonly isReturning: boolean;
    }
  | { readonly kind: "report" | "peek" | "end" };

/** What all streams heard, since the beginning but for the latencies. */
export interface LoadReport {
  readonly events: number;
  /** Numbers that were never heard, and those heard again. */
  readonly lost: number;
  readonly repeated: number;
  readonly resets: number;
  readonly byes: number;
  readonly opened: number;
  readonly closed: number;
  readonly refused: number;
  readonly open: number;
  /** Least of the numbers heard last. */
  readonly leastSeq: number;
  /** Milliseconds from a change's `reportedAt` to its being heard, of one stream in twenty, since the last report. */
  readonly latencies: readonly number[];
}

export interface StreamLoad {
  readonly pid: number;
  open(order: Omit<LoadOrder & { kind: "open" }, "kind">): void;
  report(): Promise<LoadReport>;
  /** The same without the latencies, which stay for the next report. */
  peek(): Promise<LoadReport>;
  end(): Promise<void>;
}

/** Many listeners in a process of their own. */
export function startStreamLoad(): StreamLoad {
  const child = fork(join(repository, "server/testing/stream-load.ts"), [], { execArgv: [] });
  const send = (order: LoadOrder) => child.send(order);
  const askFor = async (kind: "report" | "peek") => {
    const answered = once(child, "message");
    send({ kind });
    return (await answered)[0] as LoadReport;
  };
  return {
    pid: child.pid as number,
    open: (order) => send({ kind: "open", ...order }),
    report: () => askFor("report"),
    peek: () => askFor("peek"),
    end: async () => {
      const gone = once(child, "exit");
      send({ kind: "end" });
      await gone;
    },
  };
}
