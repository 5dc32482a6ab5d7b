import { once } from "node:events";
import { connect } from "node:net";
import Fastify, { type FastifyInstance } from "fastify";
import { afterAll, expect, test } from "vitest";
import { installBodyTimeout } from "./body-timeout.ts";

const app: FastifyInstance = Fastify();
installBodyTimeout(app, 100);
app.post("/quick", async () => "taken");
app.post("/patient", { config: { bodyMillis: 60_000 } }, async () => "taken");
const address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
afterAll(() => app.close());

/** Sends a request whose body lacks its last byte, and that byte after `wait`; gives what came back. */
async function sendSlowly(path: string, wait: (socketClosed: Promise<unknown>) => Promise<unknown>): Promise<string> {
  const socket = connect(Number(address.port), address.hostname);
  const closed = once(socket, "close");
  let answer = "";
  socket.on("data", (chunk) => {
    answer += chunk;
  });
  socket.on("error", () => {});
  socket.write(
    `POST ${path} HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{`,
  );
  await wait(closed);
  socket.end("}");
  await closed;
  return answer;
}

test("a body that does not arrive in time is cut off with 408, as a problem", async () => {
  const answer = await sendSlowly("/quick", (closed) => closed);
  expect(answer).toContain("HTTP/1.1 408 ");
  expect(answer).toContain("https://onemap.local/problems/request-timeout");
});

test("a route may give it longer", async () => {
  // As long as the other request takes to be cut off.
  const answer = await sendSlowly("/patient", () => sendSlowly("/quick", (closed) => closed));
  expect(answer).toContain("HTTP/1.1 200 ");
  expect(answer).toContain("taken");
});
