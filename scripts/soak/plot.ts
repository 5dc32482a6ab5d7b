import type { Browser } from "playwright-core";
import { type Curve, curves, type Sample, type Soak, settledAfter, slopeOfCurve } from "./findings.ts";

interface Panel {
  readonly title: string;
  readonly lines: readonly Curve[];
}

const panels: readonly Panel[] = [
  { title: "JavaScript heap, MB", lines: [curves.heap, curves.workerHeap] },
  { title: "Array buffers of the page, MB", lines: [curves.buffers] },
  { title: "DOM nodes", lines: [curves.nodes] },
  { title: "Event listeners", lines: [curves.listeners] },
  {
    title: "Workers and WebGL contexts",
    lines: [
      { name: "workers", unit: "", of: ({ workers }) => workers },
      { name: "WebGL contexts", unit: "", of: ({ contexts }) => contexts },
    ],
  },
  { title: "Resident memory of the browser, MB", lines: [curves.renderer, curves.gpu] },
  { title: "Memory of the server, MB", lines: [curves.resident, curves.serverHeap] },
];

const width = 780;
const height = 300;
const left = 64;
const right = 20;
const top = 64;
const bottom = 34;
const colours = ["#0b62c4", "#c2500a"] as const;

/** The soak as a picture, PNG: every curve from nought, its line of least squares and its slope. */
export async function plot(browser: Browser, soak: Soak, title: string): Promise<Buffer> {
  const page = await browser.newPage({ viewport: { width: 2 * width + 40, height: 4 * height + 110 } });
  try {
    await page.setContent(`<!doctype html><meta charset="utf-8"><style>
      body { margin: 20px; font: 15px system-ui, "Noto Sans", sans-serif; color: #1b1f24; background: #fff }
      h1 { font-size: 22px; margin: 0 0 12px } main { display: grid; grid-template-columns: 1fr 1fr }
      svg { display: block } text { fill: currentColor }</style>
      <h1>${escaped(title)}</h1><main>${panels.map((panel) => draw(panel, soak.samples)).join("")}${drawEvents(soak)}</main>`);
    return await page.screenshot({ fullPage: true });
  } finally {
    await page.close();
  }
}

function draw({ title, lines }: Panel, samples: readonly Sample[]): string {
  const frame = frameOf(samples, Math.max(...lines.flatMap(({ of }) => samples.map(of))));
  const curvesDrawn = lines.map((curve, i) => {
    const slope = slopeOfCurve(samples, curve);
    const points = samples.map((sample) => `${frame.x(sample.hours)},${frame.y(curve.of(sample))}`).join(" ");
    const [from, to] = [settledAfter(frame.hours), frame.hours];
    const trend =
      slope === undefined
        ? ""
        : `<line x1="${frame.x(from)}" x2="${frame.x(to)}" y1="${frame.y(slope.at0 + from * slope.perHour)}"
            y2="${frame.y(slope.at0 + to * slope.perHour)}" stroke="${colours[i]}" stroke-dasharray="6 4"/>`;
    const unit = `${curve.unit}/h`;
    const told = slope === undefined ? "" : `: ${slope.perHour.toFixed(2)} ± ${slope.error.toFixed(2)} ${unit}`;
    return `<polyline points="${points}" fill="none" stroke="${colours[i]}" stroke-width="2"/>${trend}
      <text x="${left}" y="${36 + 18 * i}" style="fill:${colours[i]}">${escaped(curve.name + told)}</text>`;
  });
  return svg(title, frame, curvesDrawn.join(""));
}

/** Events a second between two samples, and a mark for each comparison. */
function drawEvents({ samples, comparisons }: Soak): string {
  const rates = samples.slice(1).map((sample, i) => {
    const before = samples[i] as Sample;
    return [sample.hours, (sample.seq - before.seq) / ((sample.hours - before.hours) * 3_600)] as const;
  });
  const frame = frameOf(samples, Math.max(1, ...rates.map(([, rate]) => rate)));
  const points = rates.map(([hours, rate]) => `${frame.x(hours)},${frame.y(rate)}`).join(" ");
  const marks = comparisons.map(
    ({ hours, differing }) =>
      `<circle cx="${frame.x(hours)}" cy="${height - bottom}" r="5" fill="${differing === 0 ? "#18794e" : "#c4102b"}"/>`,
  );
  const same = comparisons.filter(({ differing }) => differing === 0).length;
  return svg(
    "Events a second",
    frame,
    `<polyline points="${points}" fill="none" stroke="${colours[0]}" stroke-width="2"/>${marks.join("")}
      <text x="${left}" y="36">compared with a fresh snapshot ${comparisons.length} times, the same ${same} times</text>`,
  );
}

interface Frame {
  readonly hours: number;
  readonly most: number;
  x(hours: number): number;
  y(value: number): number;
}

function frameOf(samples: readonly Sample[], largest: number): Frame {
  const hours = samples.at(-1)?.hours ?? 1;
  const most = roundUp(largest);
  return {
    hours,
    most,
    x: (at) => round(left + (at / hours) * (width - left - right)),
    y: (value) => round(height - bottom - (value / most) * (height - top - bottom)),
  };
}

function svg(title: string, frame: Frame, inner: string): string {
  const marks = [0, 0.5, 1].map((share) => {
    const value = share * frame.most;
    const at = frame.y(value);
    return `<line x1="${left}" x2="${width - right}" y1="${at}" y2="${at}" stroke="#d5d9de"/>
      <text x="${left - 8}" y="${at + 5}" text-anchor="end">${value.toLocaleString("en")}</text>`;
  });
  const minutes = frame.hours * 60;
  const times = [0, 0.5, 1].map((share) => {
    const anchor = ["start", "middle", "end"][share * 2];
    return `<text x="${frame.x(share * frame.hours)}" y="${height - 10}" text-anchor="${anchor}">${Number((share * minutes).toFixed(minutes < 10 ? 1 : 0))} min</text>`;
  });
  return `<svg width="${width}" height="${height}"><text x="${left}" y="18" font-weight="600">${escaped(title)}</text>
    ${marks.join("")}${times.join("")}${inner}</svg>`;
}

/** The next of 1, 2, 4, 5, 6, 8 and 10 times a power of ten. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(Math.max(value, 1)));
  return ([1, 2, 4, 5, 6, 8, 10].find((step) => step * power >= value) ?? 10) * power;
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(text: string): string {
  return text.replace(/&/g, "&amp;").replace(/</g, "&lt;");
}
