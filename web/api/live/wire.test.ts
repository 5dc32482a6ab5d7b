import { describe, expect, test } from "vitest";
import { formatPosition, parsePosition, readEvent, readSnapshot } from "./wire.ts";

const row = { id: 7, v: 3, status: "reported" };
const read = (event: string, data: unknown, id = "a.b.12") =>
  readEvent({ event, data: typeof data === "string" ? data : JSON.stringify(data), id });
const change = { k: "incident", id: 7, v: 3, op: "u", s: 4, os: 4, b: [1, 2, 3, 4], ob: null, row };

describe("a position", () => {
  test.each(["e.0", "a.b.12", "7f3c-x.9007199254740991"])("reads and writes %s", (token) => {
    const position = parsePosition(token);
    expect(position && formatPosition(position)).toBe(token);
  });

  test.each(["", "12", ".12", "e.", "e.-1", "e.01", "e.1e3", "e.1.", "e.99999999999999999"])("refuses %j", (token) => {
    expect(parsePosition(token)).toBeNull();
  });
});

describe("an event", () => {
  test("of a row says where it is and which communities it concerns", () => {
    expect(read("change", change)).toEqual({
      type: "change",
      at: { epoch: "a.b", seq: 12 },
      kind: "incident",
      id: 7,
      v: 3,
      isGone: false,
      communities: [4],
      row,
    });
    expect(read("change", { ...change, op: "d", row: undefined })).toMatchObject({ isGone: true, row: null });
    expect(read("change", { ...change, s: null })).toMatchObject({ communities: [null, 4] });
    expect(read("leave", change)).toMatchObject({ type: "leave", isGone: true, row: null });
  });

  test("of tiles, a heartbeat, a farewell and a reset", () => {
    expect(read("tiles", { seq: 1, layer: "incidents", tiles: [[7, 1, 2]] })).toEqual({
      type: "tiles",
      layer: "incidents",
      tiles: [[7, 1, 2]],
    });
    expect(read("tiles", { seq: 1, layer: "communities", all: true })).toMatchObject({ tiles: null });
    expect(read("hb", { seq: 12, t: "2026-11-01T00:00:00.500Z", lag: 23 })).toEqual({
      type: "hb",
      at: { epoch: "a.b", seq: 12 },
      serverTime: Date.UTC(2026, 10, 1, 0, 0, 0, 500),
      lagMs: 23,
    });
    expect(read("hb", { seq: 12, t: "2026-11-01T00:00:00Z" })).toMatchObject({ lagMs: 0 });
    expect(read("bye", { retry: 3_200 })).toEqual({ type: "bye", retryMs: 3_200 });
    expect(read("reset", { why: "gap" })).toEqual({ type: "reset", why: "gap" });
    expect(read("degraded", { why: "database" })).toEqual({ type: "degraded" });
  });

  test.each(["message", "alarm", "toString", "__proto__"])(
    "named %s is passed over: it is of another version",
    (name) => {
      expect(read(name, change)).toBeNull();
    },
  );

  test.each<[string, unknown, string?]>([
    ["change", "{"],
    ["change", "null"],
    ["change", "[]"],
    ["change", change, ""],
    ["change", { ...change, id: "7" }],
    ["change", { ...change, v: -1 }],
    ["change", { ...change, k: 1 }],
    ["change", { ...change, row: { ...row, id: 8 } }],
    ["change", { ...change, row: "x" }],
    ["hb", { seq: 1, t: "now" }],
    ["hb", { seq: 1, t: "2026-11-01T00:00:00Z" }, "nonsense"],
    ["tiles", { layer: "incidents", tiles: [[7, 1]] }],
    ["tiles", { layer: "incidents" }],
    ["tiles", { all: true }],
  ])("%s with %j is broken, for what it said is lost", (event, data, id) => {
    expect(read(event, data, id)).toEqual({ type: "broken" });
  });
});

describe("a snapshot", () => {
  const snapshot = { epoch: "e", seq: 4, asOf: "2026-11-01T00:00:00Z", incidents: [row], units: [] };

  test("is taken when it is one", () => {
    expect(readSnapshot(snapshot)).toBe(snapshot);
  });

  test.each([null, [], {}, { ...snapshot, seq: "4" }, { ...snapshot, epoch: "" }, { ...snapshot, units: null }])(
    "is refused: %j",
    (body) => {
      expect(() => readSnapshot(body)).toThrow(/no snapshot/);
    },
  );

  test("is refused with a row that has no version", () => {
    expect(() => readSnapshot({ ...snapshot, units: [{ id: 1 }] })).toThrow();
  });
});
