import { expect, test } from "vitest";
import { readConfig } from "./config.ts";
import { requireFreePort } from "./start.ts";
import { freePort } from "./testing/free-port.ts";

test("two listeners of one address are refused before anything is made, and leave it free", async () => {
  const port = String(await freePort());
  await expect(requireFreePort(readConfig({ PORT: port, ADMIN_PORT: port }))).rejects.toThrow(
    `Cannot listen on 127.0.0.1:${port} (ADMIN_HOST, ADMIN_PORT)`,
  );
  await requireFreePort(readConfig({ PORT: port }));
  await requireFreePort(readConfig({ PORT: "0", ADMIN_PORT: "0" }));
});
