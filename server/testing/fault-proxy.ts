import { once } from "node:events";
import { connect, createServer, type Socket } from "node:net";
import { Transform } from "node:stream";

/** A TCP proxy that breaks on demand. */
export interface FaultProxy {
  readonly port: number;
  /** Passes everything on, as at first. */
  heal(): void;
  /** Takes bytes and passes none on, in either direction, without a word: a link that is half open. */
  swallow(): void;
  /** Ends every connection at once and refuses new ones. */
  refuse(): void;
  /** Ends every connection at once; new ones are passed on. */
  reset(): void;
  /** Ends each connection after so many bytes of an answer. */
  cutAfter(bytes: number): void;
  /** Connects new connections to another place, and ends those there are. */
  redirect(target: ProxyTarget): void;
  close(): Promise<void>;
}

/** A port of this machine, or the path of a socket. */
export type ProxyTarget = number | string;

type Mode = { readonly kind: "pass" | "swallow" | "refuse" } | { readonly kind: "cut"; readonly bytes: number };

/** Starts a proxy on a free port of this machine. */
export async function startFaultProxy(target: ProxyTarget): Promise<FaultProxy> {
  let to = target;
  let mode: Mode = { kind: "pass" };
  const pairs = new Set<readonly [Socket, Socket]>();
  const server = createServer((near) => {
    near.on("error", () => {});
    if (mode.kind === "refuse") {
      near.resetAndDestroy();
      return;
    }
    const far = typeof to === "number" ? connect(to, "127.0.0.1") : connect(to);
    far.on("error", () => near.destroy());
    const pair = [near, far] as const;
    pairs.add(pair);
    const end = () => {
      pairs.delete(pair);
      near.destroy();
      far.destroy();
    };
    near.once("close", end);
    far.once("close", end);
    near.pipe(gate(() => mode.kind !== "swallow")).pipe(far);
    let passed = 0;
    const back = gate((chunk) => {
      if (mode.kind !== "cut") return mode.kind !== "swallow";
      passed += chunk.length;
      if (passed <= mode.bytes) return true;
      near.write(chunk.subarray(0, Math.max(chunk.length - (passed - mode.bytes), 0)), end);
      return false;
    });
    far.pipe(back).pipe(near);
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const endAll = () => {
    for (const [near, far] of pairs) {
      near.resetAndDestroy();
      far.destroy();
    }
  };
  const set = (next: Mode) => {
    mode = next;
  };
  return {
    port: (server.address() as { port: number }).port,
    heal: () => set({ kind: "pass" }),
    swallow: () => set({ kind: "swallow" }),
    refuse: () => {
      set({ kind: "refuse" });
      endAll();
    },
    reset: endAll,
    cutAfter: (bytes) => set({ kind: "cut", bytes }),
    redirect: (next) => {
      to = next;
      endAll();
    },
    close: async () => {
      endAll();
      server.close();
      await once(server, "close");
    },
  };
}

/** Passes chunks on that are let through, and swallows the others. */
function gate(isOpen: (chunk: Buffer) => boolean): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      if (isOpen(chunk)) done(null, chunk);
      else done();
    },
  });
}
