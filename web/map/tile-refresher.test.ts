import { beforeEach, expect, test } from "vitest";
import { type TileId, TileRefresher } from "./tile-refresher.ts";

let visible: TileId[];
let isSettled: boolean;
let now: number;
let asked: [string, readonly TileId[] | null][];
let waiting: (() => void)[];
let refresher: TileRefresher;

beforeEach(() => {
  visible = [
    [12, 1, 1],
    [12, 1, 2],
  ];
  isSettled = true;
  now = 0;
  asked = [];
  waiting = [];
  refresher = new TileRefresher(
    {
      visible: () => visible.map((tile) => ({ drawn: tile, data: dataOf(tile) })),
      isSettled: () => isSettled,
      refresh: (source, tiles) => asked.push([source, tiles]),
    },
    () => now,
    (_, call) => waiting.push(call),
  );
});

/** Tells of tiles and lets the map ask. */
function tell(source: string, tiles: readonly TileId[] | null): void {
  refresher.announce(source, tiles);
  refresher.flush();
}

/** Below zoom 16 the map draws parts of tiles of zoom 16. */
const dataOf = ([z, x, y]: TileId): TileId => (z > 16 ? [16, x >> (z - 16), y >> (z - 16)] : [z, x, y]);

test("asks for the tiles in view, and for no others", () => {
  tell("incidents", [
    [11, 0, 0],
    [12, 1, 2],
    [12, 9, 9],
  ]);
  expect(asked).toEqual([["incidents", [[12, 1, 2]]]]);
  refresher.flush();
  expect(asked).toHaveLength(1);
});

test("a tile out of view is asked for when it comes into view, once", () => {
  tell("incidents", [[12, 9, 9]]);
  expect(asked).toEqual([]);
  visible = [[12, 9, 9]];
  refresher.flush();
  refresher.flush();
  expect(asked).toEqual([["incidents", [[12, 9, 9]]]]);
});

test("every part of a tile that is drawn larger than it is", () => {
  visible = [
    [18, 40, 40],
    [18, 41, 40],
    [18, 44, 40],
  ];
  tell("venues", [[16, 10, 10]]);
  expect(asked).toEqual([
    [
      "venues",
      [
        [18, 40, 40],
        [18, 41, 40],
      ],
    ],
  ]);
});

test("news waits while something of the source is on its way, and comes as one", () => {
  isSettled = false;
  tell("incidents", [[12, 1, 1]]);
  tell("incidents", [[12, 1, 2]]);
  tell("incidents", [[12, 1, 1]]);
  expect(asked).toEqual([]);
  expect(waiting).toHaveLength(1);
  waiting.shift()?.();
  expect(waiting).toHaveLength(1);
  isSettled = true;
  waiting.shift()?.();
  expect(waiting).toEqual([]);
  expect(asked).toEqual([
    [
      "incidents",
      [
        [12, 1, 1],
        [12, 1, 2],
      ],
    ],
  ]);
});

test("everything of a source is asked for at once, and so is more than can be remembered", () => {
  tell("communities", null);
  expect(asked).toEqual([["communities", null]]);
  tell(
    "venues",
    Array.from({ length: 4_001 }, (_, i): TileId => [14, i, 7]),
  );
  expect(asked.at(-1)).toEqual(["venues", null]);
  refresher.flush();
  expect(asked).toHaveLength(2);
});

test("what the browser has kept of an announced tile is asked past, for as long as it may be kept", () => {
  expect(refresher.mustAsk("venues", [14, 1, 1])).toBe(false);
  tell("venues", [[14, 1, 1]]);
  expect(refresher.mustAsk("venues", [14, 1, 1])).toBe(true);
  expect(refresher.mustAsk("venues", [14, 1, 2])).toBe(false);
  expect(refresher.mustAsk("roads", [14, 1, 1])).toBe(false);
  now = 400_000;
  tell("venues", null);
  now = 700_000;
  expect(refresher.mustAsk("venues", [14, 1, 2])).toBe(true);
  now = 1_000_001;
  tell("roads", []);
  expect(refresher.mustAsk("venues", [14, 1, 1])).toBe(false);
});
