import { expect, test } from "vitest";
import { deviceWords } from "./device-words.ts";

test.each([
  ["(Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36", "Chrome · Windows"],
  ["(Windows NT 10.0; Win64; x64) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0", "Edge · Windows"],
  ["(Linux; Android 14; K) Chrome/140.0.0.0 Mobile Safari/537.36", "Chrome · Android"],
  ["(iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari · iOS"],
  ["(X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox · Linux"],
  ["curl/8.14.1", "curl/8.14.1"],
  ["unknown", "unknown"],
])("%s is %s", (agent, words) => {
  expect(deviceWords(agent)).toBe(words);
});
