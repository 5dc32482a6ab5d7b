/**
 * `pnpm screenshots [page…] [--url http://…] [--login <login>] [--out docs]`: the pictures of the README, taken in Chromium.
 * Without an address it starts the product with the demo city in a folder of its own and stops it afterwards. Who signs in is
 * named by the login and ONE_MAP_PASSWORD; otherwise it is the demo's command centre.
 */
import { spawn } from "node:child_process";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { wordsOf } from "@one-map/server/testing/child-words";
import { type Browser, chromium, type Page, type Request } from "playwright-core";
import { browserCookie, findChromium, softwareDrawing } from "./browser.ts";
import { readCredentials, signIn } from "./credentials.ts";
import { root } from "./run.ts";
import { toPalette } from "./screenshots/palette.ts";
import { encodePng } from "./screenshots/png.ts";

interface Picture {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** Pixels of the picture for one of the page; below 1 it is taken at full size and made smaller. */
  readonly scale: number;
  /** What has to be there before the picture is taken. */
  readonly sign: string;
  /** Its map never comes to rest. */
  readonly isMoving?: boolean;
  readonly prepare?: (page: Page) => Promise<void>;
}

const pictures: Readonly<Record<string, Picture>> = {
  // A panel three metres wide, seen from eight; an alarm would hold the views and cover the map.
  wall: {
    path: "/wall.html?lang=en&theme=dusk&rotate=0&alarm=0&remote=off&care=off&width=3&distance=6",
    width: 1920,
    height: 1080,
    scale: 2 / 3,
    sign: ".newest li",
    isMoving: true,
  },
  plan: {
    path: "/plan.html?lang=en&theme=day",
    width: 390,
    height: 844,
    scale: 1.5,
    sign: ".place",
    prepare: async (page) => {
      await page.locator(".place .open").nth(1).click();
      await page.locator(".outcomes button").nth(1).click();
    },
  },
  analyse: {
    path: "/analyse.html?lang=en&theme=day&mode=heat",
    width: 1280,
    height: 800,
    scale: 1,
    sign: ".ranked li",
  },
};

/** Largest file that a README should carry, bytes. */
const mostBytes = 300_000;

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { url: { type: "string" }, login: { type: "string" }, out: { type: "string", default: "docs" } },
});
const chosen = positionals.length > 0 ? positionals : Object.keys(pictures);
const unknown = chosen.filter((name) => pictures[name] === undefined);
const executablePath = findChromium();
if (unknown.length > 0) stop(`There is no picture "${unknown.join(", ")}"; say ${Object.keys(pictures).join(", ")}.`);
if (executablePath === undefined) stop("No Chromium here; on Debian: apt-get install chromium");

const product =
  values.url === undefined
    ? await startDemo()
    : { url: values.url, environment: process.env as NodeJS.ProcessEnv, stop: async () => {} };
const folder = resolve(root, values.out);
await mkdir(folder, { recursive: true });
const browser = await chromium.launch({ executablePath: executablePath as string, args: softwareDrawing });
try {
  const cookie = await signIn(product.url, await readCredentials(values.login, "command", product.environment));
  for (const name of chosen) {
    const bytes = await take(browser, product.url, cookie, pictures[name] as Picture);
    const file = join(folder, `${name}.png`);
    await writeFile(file, bytes);
    console.log(`${file}: ${Math.round(bytes.length / 1000)} kB`);
    if (bytes.length > mostBytes) throw new Error(`${name}.png has more than ${mostBytes / 1000} kB.`);
  }
} finally {
  await browser.close();
  await product.stop();
}

async function take(from: Browser, url: string, cookie: string, picture: Picture): Promise<Buffer> {
  const { path, width, height, scale, sign, isMoving = false, prepare } = picture;
  const context = await from.newContext({
    viewport: { width, height },
    deviceScaleFactor: Math.max(1, scale),
    locale: "en-GB",
    reducedMotion: "reduce",
  });
  await context.addCookies([browserCookie(url, cookie)]);
  const page = await context.newPage();
  const isQuiet = watchRequests(page);
  await page.goto(url + path);
  await page.locator(sign).first().waitFor();
  await prepare?.(page);
  while (!isQuiet()) await page.waitForTimeout(100);
  if (isMoving) await page.waitForTimeout(3_000);
  else await mapAtRest(page);
  const shot = await page.screenshot();
  const bytes = await fewerColours(from, shot, Math.min(1, scale));
  await context.close();
  return bytes;
}

/** Whether a page has asked for nothing for half a second; its live stream, which never ends, is its worker's affair. */
function watchRequests(page: Page): () => boolean {
  const open = new Set<Request>();
  let changedAt = Date.now();
  const change = (request: Request, isOpen: boolean) => {
    // The script of the worker that pages share is never reported as loaded.
    if (/\/assets\/worker-/.test(request.url())) return;
    if (isOpen) open.add(request);
    else open.delete(request);
    changedAt = Date.now();
  };
  page.on("request", (request) => change(request, true));
  page.on("requestfinished", (request) => change(request, false));
  page.on("requestfailed", (request) => change(request, false));
  return () => open.size === 0 && Date.now() - changedAt > 500;
}

/** Resolves when the map has stopped drawing: two pictures of it half a second apart are the same. */
async function mapAtRest(page: Page): Promise<void> {
  const map = page.locator(".maplibregl-map").first();
  let before = await map.screenshot();
  for (let round = 0; round < 40; round++) {
    await page.waitForTimeout(500);
    const now = await map.screenshot();
    if (now.equals(before)) return;
    before = now;
  }
  throw new Error("The map does not come to rest.");
}

/** The picture in 256 colours, made smaller by the browser where that is asked for. */
async function fewerColours(from: Browser, shot: Buffer, scale: number): Promise<Buffer> {
  const page = await from.newPage();
  const { width, height, base64 } = await page.evaluate(
    async ([data, factor]) => {
      const image = await createImageBitmap(await (await fetch(`data:image/png;base64,${data}`)).blob());
      const canvas = new OffscreenCanvas(Math.round(image.width * factor), Math.round(image.height * factor));
      const context = canvas.getContext("2d") as OffscreenCanvasRenderingContext2D;
      context.imageSmoothingQuality = "high";
      context.drawImage(image, 0, 0, canvas.width, canvas.height);
      const { data: pixels } = context.getImageData(0, 0, canvas.width, canvas.height);
      let text = "";
      for (let at = 0; at < pixels.length; at += 32_768)
        text += String.fromCharCode(...pixels.subarray(at, at + 32_768));
      return { width: canvas.width, height: canvas.height, base64: btoa(text) };
    },
    [shot.toString("base64"), scale] as const,
  );
  await page.close();
  return encodePng(toPalette(width, height, Buffer.from(base64, "base64")));
}

/** The product with the demo city, in a folder that goes away again. */
async function startDemo(): Promise<{ url: string; environment: NodeJS.ProcessEnv; stop: () => Promise<void> }> {
  const dataDir = await mkdtemp(join(tmpdir(), "one-map-pictures-"));
  const environment = { ...process.env, DATA_DIR: dataDir, PORT: "0" };
  const demo = spawn(process.execPath, [join(root, "scripts/demo.ts")], {
    env: environment,
    stdio: ["ignore", "pipe", "inherit"],
  });
  const { says, ended } = wordsOf(demo);
  demo.stdout.pipe(process.stdout);
  const [, url] = await says(/^\s+(http:\S+)\/wall\.html$/m);
  return {
    url: url as string,
    environment,
    stop: async () => {
      demo.kill("SIGTERM");
      await ended;
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

function stop(message: string): never {
  console.error(message);
  process.exit(2);
}
