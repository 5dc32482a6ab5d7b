import { existsSync } from "node:fs";

/** First the one without a window of its own, which takes a third less of the processor for the same pages. */
const usualPlaces = ["chromium-headless-shell", "chromium", "chromium-browser", "google-chrome"].map(
  (name) => `/usr/bin/${name}`,
);

/** Path of a Chromium on this machine: `CHROMIUM_PATH`, or where distributions put it; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  return named ? named : usualPlaces.find((path) => existsSync(path));
}

/** Flags of Chromium for drawing in software, so that a machine without a graphics card draws the same map. */
export const softwareDrawing = [
  "--use-gl=angle",
  "--use-angle=swiftshader",
  "--enable-unsafe-swiftshader",
  "--ignore-gpu-blocklist",
  "--no-sandbox",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
  // Debian's Chromium would paint text and boxes by the emulated card too, at a wall's size for seconds.
  "--disable-gpu-rasterization",
];

/**
 * A session's cookie, `name=value`, for a context of Playwright. The address is one over TLS, where alone such cookies are
 * given: browsers send them to the machine itself without.
 */
export function browserCookie(origin: string, cookie: string) {
  const [name = "", value = ""] = cookie.split("=");
  const url = origin.replace(/^http:/, "https:");
  return { name, value, url, httpOnly: true, secure: true, sameSite: "Strict" as const };
}
