import { systemClock } from "./live/clock.ts";
import type { ToPage, ToWorker } from "./live/messages.ts";
import { type LiveListener, PageLink, type WorkerPort } from "./live/page-link.ts";
import workerUrl from "./live/worker.ts?worker&url";

/**
 * Follows the live feed until the returned function is called. All pages of a browser share one worker and with it one
 * stream; where there are no shared workers, a page has a worker of its own.
 */
export function followLive(listener: LiveListener): () => void {
  const link = new PageLink(systemClock, openWorker, listener);
  const watch = new AbortController();
  const { signal } = watch;
  document.addEventListener(
    "visibilitychange",
    () => {
      if (document.visibilityState === "visible") link.send("nudge");
    },
    { signal },
  );
  addEventListener("online", () => link.send("nudge"), { signal });
  addEventListener("pagehide", () => link.send("bye"), { signal });
  // Taken out of the back-forward cache: what was sent meanwhile was sent to nobody.
  addEventListener("pageshow", ({ persisted }) => persisted && link.send("hello"), { signal });
  return () => {
    watch.abort();
    link.end();
  };
}

function openWorker(isOwn: boolean, heard: (message: ToPage) => void, failed: () => void): WorkerPort {
  const listen = (port: MessagePort): WorkerPort => {
    port.onmessage = ({ data }: MessageEvent<ToPage>) => heard(data);
    return { send: (message: ToWorker) => port.postMessage(message), end: () => port.close() };
  };
  if (!isOwn && typeof SharedWorker === "function") {
    const worker = new SharedWorker(workerUrl, { type: "module", name: "one-map-live" });
    worker.onerror = failed;
    return listen(worker.port);
  }
  const worker = new Worker(workerUrl, { type: "module", name: "one-map-live" });
  const { port1, port2 } = new MessageChannel();
  worker.postMessage(null, [port2]);
  const port = listen(port1);
  return {
    send: port.send,
    end: () => {
      port.end();
      worker.terminate();
    },
  };
}
