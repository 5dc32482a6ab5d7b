/**
 * The worker that follows the feed: shared by all pages of the browser where it can be, else one a page. A shared one
 * gets its pages by `connect`, one of a page gets the page's end of a channel by `message`.
 */
import { systemClock } from "./clock.ts";
import { runFeed } from "./feed-runner.ts";
import { httpTransport } from "./http-transport.ts";
import type { ToWorker } from "./messages.ts";
import { Outlet } from "./outlet.ts";

const outlet = new Outlet(systemClock, () => client);
const client = runFeed(
  { clock: systemClock, random: Math.random, transport: httpTransport(location.origin) },
  { tiles: (news) => outlet.tiles(news), changed: () => outlet.changed() },
);

const serve = ({ ports: [port] }: MessageEvent) => {
  if (port === undefined) return;
  port.onmessage = ({ data }: MessageEvent<ToWorker>) => outlet.heard(port, data);
};
addEventListener("connect", (event) => serve(event as MessageEvent));
addEventListener("message", serve);
addEventListener("online", () => client.nudge());
client.start();
