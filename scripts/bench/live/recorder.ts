/** What the page has seen, in the machine's clock, epoch milliseconds. */
export interface Recorded {
  /** When each version of a row was handed to the page: `i7` for incident 7, `u7` for unit 7. */
  readonly heard: readonly (readonly [row: string, version: number, at: number])[];
  /** When the figure of open incidents showed how many. */
  readonly figures: readonly (readonly [at: number, open: number])[];
  readonly openBefore: number;
}

interface Row {
  readonly id: number;
  readonly v: number;
}

/**
 * Runs in the page: joins the worker that the page shares with all others of the browser, as one page more, and
 * watches the figure. Leaves what it sees in `globalThis.recorded`.
 *
 * @param worker address of the worker's file
 */
export function startRecorder(worker: string): void {
  const heard: [string, number, number][] = [];
  const figures: [number, number][] = [];
  const figure = document.querySelector(".figures dd");
  const read = () => Number(figure?.firstChild?.textContent?.replaceAll(",", ""));
  const openBefore = read();
  new MutationObserver(() => figures.push([Date.now(), read()])).observe(figure as Element, {
    subtree: true,
    childList: true,
    characterData: true,
  });
  const { port } = new SharedWorker(worker, { type: "module", name: "one-map-live" });
  port.onmessage = ({ data }) => {
    // The worker hands on nothing more until it hears that what it sent has been taken.
    if (data.type === "done?") port.postMessage("done");
    if (data.type === "hello?") port.postMessage("hello");
    if (data.type !== "diff") return;
    const at = Date.now();
    for (const row of data.diff.incidents.put as Row[]) heard.push([`i${row.id}`, row.v, at]);
    for (const row of data.diff.units.put as Row[]) heard.push([`u${row.id}`, row.v, at]);
  };
  port.postMessage("hello");
  Object.assign(globalThis, { recorded: { heard, figures, openBefore } });
}
