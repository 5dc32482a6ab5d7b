import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";

export interface Row {
  readonly id: number;
  readonly v: number;
}

/** Open incidents and units, as they are drawn. */
export interface Picture {
  readonly incidents: readonly Row[];
  readonly units: readonly Row[];
}

/** Address of the worker that all pages of a browser share, as the build names it. */
export function workerAddress(webRoot: string): string {
  const script = readdirSync(join(webRoot, "assets")).find((name) => /^worker-.*\.js$/.test(name));
  if (script === undefined) throw new Error(`There is no worker in ${webRoot}; build the pages.`);
  return `/assets/${script}`;
}

/** Joins the worker as one page more, which is told everything, and leaves again. */
export function pictureOf(page: Page, worker: string): Promise<Picture> {
  return page.evaluate(
    (url) =>
      new Promise<Picture>((resolve) => {
        const { port } = new SharedWorker(url, { type: "module", name: "one-map-live" });
        port.onmessage = ({ data }) => {
          if (data.type !== "diff") return;
          port.postMessage("bye");
          port.close();
          resolve({ incidents: data.diff.incidents.put, units: data.diff.units.put });
        };
        port.postMessage("hello");
      }),
    worker,
  );
}
