import { readdirSync, readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { derive } from "./derivation.ts";

const parameters = {
  message: Buffer.from("correct horse battery"),
  nonce: Buffer.alloc(16, 7),
  ...{ memory: 19_456, passes: 2, parallelism: 1, tagLength: 32 },
};

test("many at once are all derived, each in its turn", async () => {
  const tags = await Promise.all(Array.from({ length: 9 }, () => derive(parameters)));
  expect(new Set(tags.map((tag) => tag.toString("hex"))).size).toBe(1);
  expect(tags[0]).toHaveLength(32);
});

test("what cannot be derived is thrown, to whoever asked for it and to nobody else", async () => {
  const impossible = { ...parameters, tagLength: 1 };
  const ended = await Promise.allSettled([impossible, parameters, impossible, parameters, impossible].map(derive));
  expect(ended.map(({ status }) => status)).toEqual(["rejected", "fulfilled", "rejected", "fulfilled", "rejected"]);
  expect(await derive(parameters)).toHaveLength(32);
});

test("whoever reads a file does not wait for passwords", async () => {
  await derive(parameters);
  const order: string[] = [];
  const passwords = Array.from({ length: 8 }, () => derive(parameters).then(() => order.push("password")));
  await readFile(import.meta.filename).then(() => order.push("file"));
  await Promise.all(passwords);
  expect(order[0]).toBe("file");
});

test.skipIf(process.platform !== "linux")("its threads give way to all others", async () => {
  await Promise.all([derive(parameters), derive(parameters)]);
  const niceOf = (thread: string) =>
    Number(
      readFileSync(`/proc/self/task/${thread}/stat`, "utf8")
        .replace(/^.*\) /, "")
        .split(" ")[16],
    );
  const found = readdirSync("/proc/self/task").map(niceOf);
  expect(found.filter((nice) => nice === 19)).toHaveLength(2);
});
