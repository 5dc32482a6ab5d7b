import { once } from "node:events";
import { connect } from "node:net";
import multipart from "@fastify/multipart";
import Fastify from "fastify";
import { expect, test } from "vitest";
import { receiveUpload } from "./upload.ts";

test("a sender who hangs up before the upload is read is not waited for", async () => {
  const app = Fastify();
  await app.register(multipart);
  const received = new Promise((resolve, reject) => {
    app.post("/", async (request) => {
      // As long as it takes to make a folder, on a busy machine.
      await new Promise((closed) => request.raw.once("close", closed));
      await receiveUpload(request, "/nowhere").then(resolve, reject);
    });
  });
  const { hostname, port } = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
  const socket = connect(Number(port), hostname);
  socket.write(
    "POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 1000\r\nExpect: 100-continue\r\n\r\n",
  );
  await once(socket, "data");
  socket.destroy();
  await expect(received).rejects.toMatchObject({ code: "ECONNRESET" });
  await app.close();
});
