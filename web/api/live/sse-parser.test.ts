import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type SseEvent, SseParser } from "./sse-parser.ts";

const encode = (text: string) => new TextEncoder().encode(text);
const parse = (text: string) => new SseParser().push(encode(text));
const message = (data: string, id = "", event = "message"): SseEvent => ({ event, data, id });

describe("a stream of events", () => {
  test.each<[what: string, text: string, events: SseEvent[]]>([
    ["the standard's stock ticker", "data: YHOO\ndata: +2\ndata: 10\n\n", [message("YHOO\n+2\n10")]],
    [
      "the standard's four blocks: a comment, ids that come and go",
      ": test stream\n\ndata: first event\nid: 1\n\ndata:second event\nid\n\ndata:  third event\n\n",
      [message("first event", "1"), message("second event"), message(" third event")],
    ],
    ["the standard's empty data and unfinished end", "data\n\ndata\ndata\n\ndata:", [message(""), message("\n")]],
    ["one space after the colon is not data", "data:test\n\ndata: test\n\n", [message("test"), message("test")]],
    ["CR, LF and CRLF alike", "data: a\rdata: b\r\ndata: c\n\r\n", [message("a\nb\nc")]],
    [
      "a byte order mark at the start only",
      "\uFEFFdata: a\n\n\uFEFFdata: b\n\ndata: c\n\n",
      [message("a"), message("c")],
    ],
    ["an id lasts until the next one", "id: 7\ndata: a\n\ndata: b\n\n", [message("a", "7"), message("b", "7")]],
    ["an id with a NUL is no id", "id: 1\ndata: a\n\nid: 2\0\ndata: b\n\n", [message("a", "1"), message("b", "1")]],
    ["a name without data is no event", "event: x\n\ndata: a\n\n", [message("a")]],
    ["a name is for one event", "event: hb\ndata: 1\n\ndata: 2\n\n", [message("1", "", "hb"), message("2")]],
    ["fields that nobody knows, and names in capitals", "foo: 1\nDATA: 2\n data: 3\ndata: 4\n\n", [message("4")]],
    ["an id of an event without data", "id: 5\n\ndata: a\n\n", [message("a", "5")]],
    ["Chinese", "data: 渭滨区\n\n", [message("渭滨区")]],
  ])("%s", (_, text, events) => {
    expect(parse(text)).toEqual(events);
  });

  test("says how long to wait when told in digits", () => {
    const parser = new SseParser();
    expect(parser.retryMs).toBeUndefined();
    for (const [line, expected] of [
      ["retry: 3200", 3_200],
      ["retry: 1.5", 3_200],
      ["retry: -1", 3_200],
      ["retry:", 3_200],
      ["retry:10", 10],
    ] as const) {
      parser.push(encode(`${line}\n\n`));
      expect(parser.retryMs, line).toBe(expected);
    }
  });

  test("refuses a line without end instead of filling the memory", () => {
    const parser = new SseParser();
    const chunk = encode("x".repeat(1 << 20));
    expect(() => {
      for (let i = 0; i < 16; i++) parser.push(chunk);
    }).toThrow(/a line of more than/);
  });
});

test("means the same wherever the bytes are split", () => {
  const line = fc.oneof(
    fc.constantFrom("", ": ping", "data", "data:", "data: 渭滨 🚓", "id: e1.7", "id: \0", "retry: 40", "event: change"),
    fc.string({ unit: "binary" }),
  );
  const ending = fc.constantFrom("\n", "\r", "\r\n");
  fc.assert(
    fc.property(
      fc.boolean(),
      fc.array(fc.tuple(line, ending), { maxLength: 40 }),
      fc.array(fc.nat({ max: 12 }), { minLength: 1 }),
      (hasMark, lines, lengths) => {
        const text = (hasMark ? "\uFEFF" : "") + lines.map((pair) => pair.join("")).join("");
        const bytes = encode(text);
        const whole = new SseParser();
        const expected = whole.push(bytes);
        const parser = new SseParser();
        const events: SseEvent[] = [];
        for (let at = 0, i = 0; at < bytes.length; i++) {
          const length = (lengths[i % lengths.length] as number) || (i % 2) + 1;
          events.push(...parser.push(bytes.subarray(at, at + length)));
          at += length;
        }
        expect(events).toEqual(expected);
        expect(parser.retryMs).toBe(whole.retryMs);
      },
    ),
    { numRuns: 1_000 },
  );
});
