import { once } from "node:events";
import { connect } from "node:net";
import { Writable } from "node:stream";
import { afterAll, describe, expect, test, vi } from "vitest";
import { readConfig } from "../config.ts";
import { loggerOptions } from "../logger.ts";
import { testApp } from "../testing/app.ts";

const lines: string[] = [];
const stream = new Writable({
  write(chunk, _encoding, done) {
    lines.push(String(chunk));
    done();
  },
});
const { app, database, follow, get, post, close } = await testApp({
  logger: { ...(loggerOptions(readConfig({ LOG_LEVEL: "debug" })) as object), stream },
});
const address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
afterAll(close);

/** Sends bytes on a bare socket and gives everything that comes back. */
async function exchange(text: string): Promise<string> {
  const socket = connect(Number(address.port), address.hostname);
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  socket.write(text);
  await once(socket, "close");
  return answer;
}

test("every limit of Node's server is set", () => {
  const { requestTimeout, headersTimeout, keepAliveTimeout, timeout } = app.server;
  expect({ requestTimeout, headersTimeout, keepAliveTimeout, timeout }).toEqual({
    // Uploads; the limit of all other bodies is tested beside body-timeout.ts.
    requestTimeout: 600_000,
    headersTimeout: 8_000,
    keepAliveTimeout: 8_000,
    timeout: 30_000,
  });
  expect(app.initialConfig.bodyLimit).toBe(1_048_576);
});

describe("what is not a request", () => {
  test.each([
    ["GET /healthz HTTP/1.1\r\nHost: x\r\nBad Header: 1\r\n\r\n", 400, "request-malformed"],
    ["nonsense\r\n\r\n", 400, "request-malformed"],
    [`GET /healthz HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`, 431, "headers-too-large"],
  ])("%.40s… gets %d as a problem", async (text, status, slug) => {
    const answer = await exchange(text);
    expect(answer).toContain(`HTTP/1.1 ${status} `);
    expect(answer).toContain("application/problem+json");
    expect(answer).toContain("x-content-type-options: nosniff");
    expect(JSON.parse(answer.slice(answer.indexOf("\r\n\r\n"))).type).toBe(`https://onemap.local/problems/${slug}`);
  });
});

describe("/readyz", () => {
  test("says what it waits for, then that it is ready, then what it lost", async () => {
    const waiting = await get("/readyz");
    expect([waiting.statusCode, waiting.headers["retry-after"]]).toEqual([503, "2"]);
    expect(waiting.json().detail).toBe("Not ready: the layers are being loaded.");
    await follow();
    await vi.waitFor(async () => {
      expect((await get("/readyz")).json()).toMatchObject({ status: "ready", syncedAt: expect.any(String) });
    }, 5_000);
    await database.pool.query("alter table unit rename to unit_gone");
    await database.pool.query("update unit_gone set status = 'assigned' where id = 1");
    await vi.waitFor(async () => {
      const lost = await get("/readyz");
      expect([lost.statusCode, lost.json().detail]).toEqual([503, "Not ready: the database could not be read."]);
    }, 5_000);
    await database.pool.query("alter table unit_gone rename to unit");
    expect((await get("/healthz")).statusCode).toBe(200);
    await vi.waitFor(async () => expect((await get("/readyz")).statusCode).toBe(200), 5_000);
  });
});

describe("the log", () => {
  test("of a failure has the id that the caller was given, and the caller gets none of its text", async () => {
    await database.pool.query("alter table venue rename to venue_gone");
    const answer = await get("/api/venues?bbox=107.04321,34.3,107.1,34.4", {
      cookie: "session=canary-cookie",
      authorization: "Bearer canary-token",
    });
    await database.pool.query("alter table venue_gone rename to venue");
    expect([answer.statusCode, answer.json().detail]).toEqual([500, "The failure was logged under this instance."]);
    const found = lines.map((line) => JSON.parse(line)).filter(({ reqId }) => reqId === answer.json().instance);
    expect(found).toMatchObject([{ level: 50, msg: "request failed", err: { code: "42P01" } }]);
  });

  test.each([
    ["/api/units", "application/json", '{"callSign":'],
    [
      "/api/imports?layer=police-rooms&crs=WGS-84",
      "multipart/form-data; boundary=b",
      "--b\r\nContent-Disposition: form-data",
    ],
    [
      "/api/imports?layer=police-rooms&crs=WGS-84",
      "multipart/form-data; boundary=b",
      '--b\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\ncode',
    ],
  ])("names no fault of ours where a sender to %s hangs up in the middle (%s)", async (path, type, begin) => {
    const from = lines.length;
    const socket = connect(Number(address.port), address.hostname);
    socket.write(
      `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: ${type}\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n`,
    );
    // The server is at it.
    await once(socket, "data");
    socket.write(begin, () => socket.destroy());
    const said = () => lines.slice(from).map((line) => JSON.parse(line) as { level: number; msg: string });
    await vi.waitFor(() => expect(said().map(({ msg }) => msg)).toContain("sender hung up"), { timeout: 10_000 });
    expect(said().filter(({ level }) => level >= 40)).toEqual([]);
  });

  test("holds no query, no body, no cookie and no row", async () => {
    await post("/api/venues", { class: "castle", names: { zhHans: "canary-name" }, position: [107.04321, 34.35] });
    await post("/api/units", { callSign: "canary-sign", kind: "tank" });
    const all = lines.join("");
    expect(all.length).toBeGreaterThan(0);
    expect(all).not.toMatch(/canary|107\.04321/);
  });
});
