/**
 * A process that listens on many streams at once, and says what it heard. Forked by `startStreamLoad`; takes its orders
 * as messages. It does as little as it can: numbers are followed on every stream, times are looked at on some.
 */
import { connect, type Socket } from "node:net";
import type { LoadOrder, LoadReport } from "./stream-load-process.ts";

interface Listener {
  readonly socket: Socket;
  rest: string;
  seq: number;
  token: string | undefined;
  isOpen: boolean;
  isSampled: boolean;
}

const listeners: Listener[] = [];
const counts = { events: 0, lost: 0, repeated: 0, resets: 0, closed: 0, refused: 0, byes: 0, opened: 0 };
const latencies: number[] = [];
let port = 0;
let cookie = "";
let isReturning = false;

/** Opens a stream, which goes on after a token where there is one. */
function open(index: number, token: string | undefined): void {
  const socket = connect(port, "127.0.0.1");
  const listener: Listener = {
    ...{ socket, rest: "", seq: Number(token?.split(".")[1] ?? Number.NaN), token, isOpen: false },
    isSampled: index % 20 === 0,
  };
  listeners[index] = listener;
  socket.setNoDelay(true);
  const after = token === undefined ? "" : `last-event-id: ${token}\r\n`;
  socket.on("connect", () => socket.write(`GET /api/live HTTP/1.1\r\nhost: load\r\ncookie: ${cookie}\r\n${after}\r\n`));
  socket.on("error", () => {});
  socket.on("data", (chunk) => take(listener, chunk.toString("latin1")));
  socket.on("close", () => {
    if (listener.isOpen) counts.closed++;
    else counts.refused++;
    listener.isOpen = false;
    // As the client's rule says: at random within some seconds.
    if (isReturning) setTimeout(() => open(index, listener.token), 200 + Math.random() * 3_000);
  });
}

function take(listener: Listener, text: string): void {
  const blocks = (listener.rest + text).split("\n\n");
  listener.rest = blocks.pop() as string;
  for (const block of blocks) {
    if (block.startsWith("HTTP/1.1 200")) {
      listener.isOpen = true;
      counts.opened++;
    } else if (block.startsWith("event: change")) {
      counts.events++;
      const at = block.indexOf("\nid: ") + 5;
      follow(listener, block.slice(at, block.indexOf("\n", at)));
      if (listener.isSampled) measure(block);
    } else if (block.startsWith("event: hb")) {
      const id = /\nid: (\S+)/.exec(block)?.[1] as string;
      const seq = Number(id.split(".")[1]);
      if (seq > listener.seq) counts.lost += seq - listener.seq;
      listener.seq = seq;
      listener.token = id;
    } else if (block.startsWith("event: reset")) {
      counts.resets++;
      listener.seq = Number.NaN;
    } else if (block.startsWith("event: bye")) counts.byes++;
  }
}

function follow(listener: Listener, token: string): void {
  const seq = Number(token.slice(token.indexOf(".") + 1));
  if (seq <= listener.seq) counts.repeated++;
  else if (seq > listener.seq + 1) counts.lost += seq - listener.seq - 1;
  listener.seq = seq;
  listener.token = token;
}

/** A change that says when it was made, by the clock of this machine. */
function measure(block: string): void {
  const at = block.indexOf('"reportedAt":"');
  if (at < 0) return;
  latencies.push(Date.now() - Date.parse(block.slice(at + 14, at + 38)));
}

/** @param isTaken hand over the latencies, and begin anew with them */
function report(isTaken: boolean): LoadReport {
  const open = listeners.filter(({ isOpen }) => isOpen);
  const seqs = open.map(({ seq }) => seq);
  const least = seqs.reduce((low, seq) => Math.min(low, seq), Infinity);
  return { ...counts, open: open.length, leastSeq: least, latencies: isTaken ? latencies.splice(0) : [] };
}

process.on("message", (order: LoadOrder) => {
  if (order.kind === "open") {
    port = order.port;
    cookie = order.cookie;
    isReturning = order.isReturning;
    const from = listeners.length;
    let index = from;
    // In waves, as the queue of connections that wait to be taken is short.
    const timer = setInterval(() => {
      for (let i = 0; i < 100 && index < from + order.streams; i++) open(index++, order.token);
      if (index >= from + order.streams) clearInterval(timer);
    }, 20);
  } else if (order.kind === "end") process.exit(0);
  else process.send?.(report(order.kind === "report"));
});
