import { readFileSync } from "node:fs";
import { connect, type Socket } from "node:net";

export interface LoadResult {
  readonly requests: number;
  readonly perSecond: number;
  /** Bytes of the body of one answer. */
  readonly bodyBytes: number;
  readonly status: number;
}

/**
 * Asks for one address again and again over so many connections, each the next time when the answer has come, for so
 * long. A client that does as little as it can: it reads status and length of each answer and counts bytes.
 */
export async function load(
  port: number,
  path: string,
  headers: Readonly<Record<string, string>>,
  { connections = 16, seconds = 4 } = {},
): Promise<LoadResult> {
  const lines = Object.entries({ host: "127.0.0.1", ...headers }).map(([name, value]) => `${name}: ${value}\r\n`);
  const request = Buffer.from(`GET ${path} HTTP/1.1\r\n${lines.join("")}\r\n`);
  const started = performance.now();
  const end = started + seconds * 1000;
  const results = await Promise.all(
    Array.from({ length: connections }, () => runConnection(connect(port, "127.0.0.1"), request, end)),
  );
  const requests = results.reduce((sum, one) => sum + one.requests, 0);
  const { bodyBytes, status } = results[0] as LoadResult;
  return { requests, perSecond: (requests * 1000) / (performance.now() - started), bodyBytes, status };
}

function runConnection(socket: Socket, request: Buffer, end: number): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    let requests = 0;
    let headBytes = 0;
    let bodyBytes = 0;
    let status = 0;
    let received = 0;
    socket.setNoDelay(true);
    socket.on("error", reject);
    socket.on("connect", () => socket.write(request));
    socket.on("data", (chunk: Buffer) => {
      if (received === 0) {
        const text = chunk.toString("latin1", 0, 2048);
        const split = text.indexOf("\r\n\r\n");
        headBytes = split + 4;
        status = Number(text.slice(9, 12));
        bodyBytes = Number(/content-length: (\d+)/i.exec(text.slice(0, split))?.[1] ?? 0);
      }
      received += chunk.length;
      if (received < headBytes + bodyBytes) return;
      received = 0;
      requests++;
      if (performance.now() < end) socket.write(request);
      else {
        socket.destroy();
        resolve({ requests, perSecond: 0, bodyBytes, status });
      }
    });
  });
}

/** Milliseconds of processor that some processes have used since they began (Linux). */
export function cpuMillis(pids: readonly number[]): number {
  return pids.reduce((sum, pid) => {
    const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
      .replace(/^.*\) /, "")
      .split(" ");
    return sum + (Number(fields[11]) + Number(fields[12])) * 10;
  }, 0);
}
