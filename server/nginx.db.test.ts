import { once } from "node:events";
import { type ClientHttp2Session, connect, type IncomingHttpHeaders } from "node:http2";
import { brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { planesOfRoute } from "./access/planes.ts";
import { routeTable } from "./access/route-table.ts";
import { testApp } from "./testing/app.ts";
import { findNginx, type Nginx, startNginx } from "./testing/nginx.ts";

const program = findNginx();
const { app, follower, get, patch, post, close } = await testApp({ layers: true, trustedProxies: ["127.0.0.1"] });
let nginx: Nginx;
let session: ClientHttp2Session;

beforeAll(async () => {
  if (program === undefined) return;
  const address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  nginx = await startNginx(program, Number(address.port));
  session = connect(`https://127.0.0.1:${nginx.https}`, { rejectUnauthorized: false });
});

afterAll(async () => {
  session?.close();
  await nginx?.stop();
  await close();
});

beforeEach(({ skip }) => skip(program === undefined, "no nginx here; on Debian: apt-get install nginx-light"));

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** One request over HTTP/2, as browsers make them. */
async function ask(path: string, headers: Record<string, string> = {}, body?: string): Promise<Answer> {
  const stream = session.request({
    ":path": path,
    ":authority": "map.example",
    ":method": body ? "POST" : "GET",
    ...headers,
  });
  stream.end(body);
  const [response] = (await once(stream, "response")) as [IncomingHttpHeaders];
  const parts: Buffer[] = [];
  for await (const part of stream) parts.push(part as Buffer);
  return { status: Number(response[":status"]), headers: response, body: Buffer.concat(parts) };
}

describe("docs/nginx.conf", () => {
  test("leads from http to https, and links say so", async () => {
    const plain = await fetch(`http://127.0.0.1:${nginx.http}/wall.html?lang=en`, {
      redirect: "manual",
      headers: { host: "map.example" },
    });
    expect(plain.status).toBe(301);
    expect(plain.headers.get("location")).toMatch(/^https:\/\/.*\/wall\.html\?lang=en$/);
    const tilejson = JSON.parse((await ask("/tiles/venues.json")).body.toString());
    expect(new URL(tilejson.tiles[0]).origin).toBe("https://map.example");
  });

  test("passes tiles on as they are, with their tags, and compresses JSON", async () => {
    const tile = await ask("/tiles/venues/8/204/101.mvt", { "accept-encoding": "br, gzip" });
    expect([tile.status, tile.headers["content-encoding"]]).toEqual([200, "br"]);
    const direct = await get("/tiles/venues/8/204/101.mvt");
    expect(brotliDecompressSync(tile.body).equals(direct.rawPayload)).toBe(true);
    const again = await ask("/tiles/venues/8/204/101.mvt", {
      "accept-encoding": "br, gzip",
      "if-none-match": tile.headers.etag as string,
    });
    expect(again.status).toBe(304);
    const list = await ask("/api/venues", { "accept-encoding": "gzip" });
    expect(list.headers["content-encoding"]).toBe("gzip");
    expect(JSON.parse(gunzipSync(list.body).toString()).items.length).toBeGreaterThan(10);
  });

  test("lets the headers of the server through, and a problem's words", async () => {
    const missing = await ask("/nothing");
    expect(missing.status).toBe(404);
    expect(missing.headers).toMatchObject({
      "content-type": expect.stringContaining("problem+json"),
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
  });

  test("passes on nothing of the admin plane, and all of what is beside it", async () => {
    const ofPlane = (plane: string) => Object.keys(routeTable).filter((route) => planesOfRoute(route).join() === plane);
    const answerOf = (route: string) => ask((route.split(" ")[1] as string).replaceAll(/:[a-z]+/gi, "1"));
    for (const route of [...ofPlane("admin"), "GET /admin.html"]) {
      const { status, headers } = await answerOf(route);
      // In nginx's own words.
      expect([route, status, headers["content-type"]]).toEqual([route, 404, "text/html"]);
    }
    expect((await get("/metrics")).statusCode).toBe(200);
    for (const route of [...ofPlane("main,admin"), "GET /api/incidents", "GET /api/access-log", "GET /metrics.json"])
      expect([route, (await answerOf(route)).headers["x-request-id"]]).toEqual([route, expect.any(String)]);
  });

  test("lets the live stream through as it is told, not when a buffer is full", async () => {
    const stream = session.request({ ":path": "/api/live", ":authority": "map.example", "accept-encoding": "gzip" });
    const [response] = (await once(stream, "response")) as [IncomingHttpHeaders];
    expect(response).toMatchObject({ ":status": 200, "content-type": expect.stringMatching(/^text\/event-stream/) });
    expect(response["content-encoding"]).toBeUndefined();
    let heard = "";
    stream.setEncoding("utf8").on("data", (text) => (heard += text));
    await expect.poll(() => heard, { timeout: 5_000 }).toContain("event: hb");
    const { id } = (await post("/api/incidents", { category: "theft", position: [107.05, 34.35] })).json();
    // Well before the next heartbeat, which would push anything out that waits.
    await expect.poll(() => heard, { timeout: 3_000 }).toMatch(new RegExp(`"k":"incident","id":${id}\\b`));
    stream.close();
  });

  describe("keeps tiles of publishable layers", () => {
    const path = "/tiles/communities/8/204/101.mvt";
    const read = ({ headers, body }: Answer) =>
      headers["content-encoding"] === "br"
        ? brotliDecompressSync(body)
        : headers["content-encoding"] === "gzip"
          ? gunzipSync(body)
          : body;

    test("each encoding for itself, whatever words ask for it, and asks whether they are current", async () => {
      const direct = (await get(path)).rawPayload;
      const asked = [
        ["br, gzip", "br", "MISS"],
        ["gzip;q=0.5, br", "br", "REVALIDATED"],
        ["gzip, deflate", "gzip", "MISS"],
        ["br;q=0, gzip", "gzip", "REVALIDATED"],
        ["", undefined, "MISS"],
        ["zstd", undefined, "REVALIDATED"],
      ] as const;
      for (const [accepted, encoding, cache] of asked) {
        const answer = await ask(path, { "accept-encoding": accepted });
        expect([accepted, answer.status, answer.headers["content-encoding"], answer.headers["x-cache"]]).toEqual([
          accepted,
          200,
          encoding,
          cache,
        ]);
        expect(read(answer).equals(direct)).toBe(true);
        expect(answer.headers["x-accel-expires"]).toBeUndefined();
      }
    });

    test("and gives out none that has been said to have changed", async () => {
      const { version } = (await get("/api/communities/1")).json();
      const before = await ask(path, { "accept-encoding": "br" });
      const answer = await patch("/api/communities/1", { population: 4_321 }, version);
      expect(answer.statusCode).toBe(200);
      expect(await follower.settled(20_000)).toBe(true);
      const after = await ask(path, { "accept-encoding": "br" });
      expect(after.headers["x-cache"]).toBe("EXPIRED");
      expect(after.headers.etag).not.toBe(before.headers.etag);
      expect(read(after).equals((await get(path)).rawPayload)).toBe(true);
      expect(read(after).equals(read(before))).toBe(false);
    });

    test("none of others, and no refusal", async () => {
      for (const other of ["/tiles/incidents/8/204/101.mvt", "/tiles/communities/99/0/0.mvt", "/api/communities/1"]) {
        const [first, second] = [await ask(other), await ask(other)];
        expect(second.status).toBe(first.status);
        expect(second.headers["x-cache"] ?? "MISS").toBe("MISS");
      }
    });
  });

  test("takes a file to be imported that is larger than any other body", async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `R${i},${"室".repeat(20)}${i},107.0${10 + i},34.35,${i}`);
    const file = `code,nameZhHans,lng,lat,sourceId\n${rows.join("\n")}\n${"\n".repeat(1_500_000)}`;
    const part = 'content-disposition: form-data; name="file"; filename="rooms.csv"\r\ncontent-type: text/csv';
    const body = `--cut\r\n${part}\r\n\r\n${file}\r\n--cut--\r\n`;
    const answer = await ask(
      "/api/imports?layer=police-rooms&crs=EPSG:4326",
      { "content-type": "multipart/form-data; boundary=cut" },
      body,
    );
    expect([answer.status, JSON.parse(answer.body.toString()).rows?.inserted]).toEqual([201, 40]);
  });

  test("refuses a body that the server would refuse", async () => {
    const answer = await ask(
      "/api/incidents",
      { "content-type": "application/json" },
      JSON.stringify({ category: "x".repeat(1_100_000) }),
    );
    expect(answer.status).toBe(413);
  });
});
