import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { Readable } from "node:stream";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, expect, test } from "vitest";
import { installSlowReaders } from "./slow-readers.ts";

const chunk = Buffer.alloc(65_536, "x");
// More than the network takes at once, also between two ends of one machine.
const chunks = 400;
const size = chunk.length * chunks;
/** A server that waits so long for whoever takes nothing. */
async function serve(patienceMillis: number): Promise<{ app: FastifyInstance; port: number }> {
  const app: FastifyInstance = Fastify({ keepAliveTimeout: 60_000 });
  installSlowReaders(app, [app.server], { patienceMillis, leastBytesASecond: 1e9, everyMillis: 20 });
  app.get("/whole", async () => Buffer.alloc(size, "x"));
  app.get("/streamed", (_request, reply) => reply.send(Readable.from(Array.from({ length: chunks }, () => chunk))));
  app.get("/small", async () => "small");
  return { app, port: Number(new URL(await app.listen({ host: "127.0.0.1", port: 0 })).port) };
}
const strict = await serve(400);
// Above what a busy machine keeps both ends from doing anything.
const patientMillis = 2_000;
const patient = await serve(patientMillis);
afterAll(() => Promise.all([strict, patient].map(({ app }) => app.close())));

/** Both ends of a connection on which something has been asked for, of which nothing has been read. */
async function ask(path: string, { app, port } = strict): Promise<{ client: Socket; server: Socket }> {
  const connected = once(app.server, "connection") as Promise<[Socket]>;
  const client = connect({ port, host: "127.0.0.1" });
  client.on("error", () => {});
  client.pause();
  client.write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  const [server] = await connected;
  return { client, server };
}

test.each(["/whole", "/streamed"])("whoever takes nothing of an answer is hung up on (%s)", async (path) => {
  const { client, server } = await ask(path);
  await once(server, "close");
  expect(server.bytesWritten).toBeGreaterThan(0);
  // What the network had of it is gone too: only what was on this side already can be read.
  client.resume();
  await expect(once(client, "close")).rejects.toMatchObject({ code: "ECONNRESET" });
  expect(client.bytesRead).toBeLessThan(size / 2);
});

test("whoever goes on taking some is served to the end, however long it takes", async () => {
  const { client } = await ask("/streamed", patient);
  const started = performance.now();
  let taken = 0;
  client.on("data", ({ length }) => {
    taken += length;
    client.pause();
    // Some four seconds for all of it.
    setTimeout(() => client.resume(), length / 6_500);
  });
  client.resume();
  await expect.poll(() => taken, { timeout: 30_000 }).toBeGreaterThan(size);
  expect(performance.now() - started).toBeGreaterThan(patientMillis);
  client.destroy();
});

test("a connection on which nothing waits is left alone", async () => {
  const small = await ask("/small");
  const cut = await ask("/whole");
  await once(cut.server, "close");
  small.client.resume();
  const [answer] = await once(small.client, "data");
  expect(String(answer)).toContain("small");
  expect(small.server.destroyed).toBe(false);
  small.client.destroy();
});
