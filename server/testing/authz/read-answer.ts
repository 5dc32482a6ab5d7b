import { readMlt } from "@one-map/tiles/testing/read-mlt";
import { readTile } from "@one-map/tiles/testing/read-tile";
import type { LightMyRequestResponse } from "fastify";

/** A feature of a decoded tile: what it is told to be, without its place, which is on the tile's grid. */
export interface Told {
  readonly id: number | undefined;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a tile says, by layer, in whichever format it came. */
export function toldBy({ headers, rawPayload }: LightMyRequestResponse): Record<string, readonly Told[]> {
  const type = String(headers["content-type"]);
  if (type.includes("maplibre-tile")) return readMlt(rawPayload);
  return Object.fromEntries(Object.entries(readTile(rawPayload)).map(([name, { features }]) => [name, features]));
}

export function isTile({ headers }: LightMyRequestResponse): boolean {
  return /vector-tile|maplibre-tile/.test(String(headers["content-type"]));
}

/** Everything that was sent, as text to look for words in: status, headers, bytes, and what a tile decodes to. */
export function textOf(answer: LightMyRequestResponse): string {
  const decoded = answer.rawPayload.length > 0 && isTile(answer) ? JSON.stringify(toldBy(answer)) : "";
  return `${JSON.stringify(answer.headers)}\n${answer.rawPayload.toString("latin1")}\n${answer.body}\n${decoded}`;
}

/** What goes by the clock, or counts every request or change of the whole city; nothing of it is about a row. */
const ofItsMoment =
  /"(asOf|from|to|seq|epoch|instance|medianDays|maxDays|daysSince|urgency|sentAt|t)":("[^"]*"|-?[0-9.e+-]+|null)/g;
const ownHeaders = new Set(["date", "x-request-id", "feed-seq", "retry-after"]);

/** What was sent, but for what goes by the clock: two answers that say the same are equal. */
export function lastingOf(answer: LightMyRequestResponse): string {
  const headers = Object.entries(answer.headers).filter(([name]) => !ownHeaders.has(name));
  const body = isTile(answer) ? answer.rawPayload.toString("base64") : answer.body.replaceAll(ofItsMoment, '"$1":0');
  const csv = body.replaceAll(/[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z/g, "then");
  // The length of a body goes with what was taken out of it.
  const lasting = isTile(answer)
    ? headers
    : headers.filter(([name]) => name !== "content-length" && name !== "content-disposition");
  return `${answer.statusCode} ${JSON.stringify(lasting)} ${csv}`;
}
