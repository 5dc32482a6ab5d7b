import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, afterEach, describe, expect, test, vi } from "vitest";
import { type LiveClient, listen } from "../testing/live-client.ts";
import type { FeedEvent, RowEvent } from "./event.ts";
import { Hub } from "./hub.ts";
import type { Incident, Unit } from "./live-queries.ts";
import { publish } from "./published.ts";
import { communityScope, type StreamScope, streamScope, wholeCity } from "./scope.ts";

const epoch = "0123456789abcdef";
const hub = new Hub({ mostStreams: 50, history: 100, beatMillis: 600_000, resetMillis: 300_000 });
/** Scope of the next stream. */
let scope: StreamScope = wholeCity;
/** What a stream is said to be of when it is asked about again. */
let renewed: (scope: StreamScope) => StreamScope | undefined | Promise<StreamScope> = (of) => of;
const server = http.createServer((request, response) => {
  response.removeHeader("transfer-encoding");
  response.writeHead(200, { "content-type": "text/event-stream" });
  const of = scope;
  hub.open(response, request.headers["last-event-id"] as string | undefined, of, async () => renewed(of));
});
await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
hub.begin(epoch, 0, [], 0);

const open = new Set<LiveClient>();
afterEach(async () => {
  for (const client of open) client.close();
  open.clear();
  await vi.waitFor(() => expect(hub.counts.open).toBe(0), 20_000);
});
afterAll(async () => {
  await hub.close();
  server.close();
});

async function stream(of: StreamScope = wholeCity, token?: string): Promise<LiveClient> {
  scope = of;
  const client = await listen(url, { token });
  open.add(client);
  await client.next(({ event }) => event === "hb");
  return client;
}

let seq = 0;
function tell(event: Partial<RowEvent> & Pick<RowEvent, "kind">, row?: Incident | Unit): number {
  const whole: RowEvent = {
    seq: ++seq,
    op: "u",
    id: 7,
    version: 2,
    scope: 1,
    oldScope: 1,
    box: null,
    oldBox: null,
    ...event,
  };
  hub.publish([publish(epoch, whole as FeedEvent, row)], 0, 0);
  return seq;
}

const unitIn = (communityId: number | null): Unit => ({
  id: 7,
  v: 2,
  communityId,
  callSign: "U7",
  kind: "car",
  status: "available",
  lastFixAt: null,
  position: null,
});
const told = (client: LiveClient) => client.heard.filter(({ event }) => event === "change" || event === "leave");
const heardUpTo = (client: LiveClient, last: number) => client.next(({ id }) => id?.endsWith(`.${last}`) === true);

describe("a stream of some communities", () => {
  test("hears of what lies in them and of what leaves them, and nothing else", async () => {
    const west = await stream(communityScope([1]));
    tell({ kind: "unit", scope: 2, oldScope: 2 }, unitIn(2));
    tell({ kind: "unit", scope: 1, oldScope: 1 }, unitIn(1));
    tell({ kind: "unit", scope: null, oldScope: null }, unitIn(null));
    const leaves = tell({ kind: "unit", scope: 2, oldScope: 1, box: [5, 5, 5, 5], oldBox: [1, 1, 1, 1] }, unitIn(2));
    const enters = tell({ kind: "unit", scope: 1, oldScope: 2, box: [1, 1, 1, 1], oldBox: [5, 5, 5, 5] }, unitIn(1));
    tell({ kind: "unit", op: "d", scope: 2, oldScope: 2 });
    const gone = tell({ kind: "unit", op: "d", scope: 1, oldScope: 1 });
    const room = tell({ kind: "police-room", scope: 2, oldScope: 2 });
    await heardUpTo(west, room);
    expect(told(west).map(({ event, id, data }) => [event, Number(id?.split(".")[1]), data.op])).toEqual([
      ["change", leaves - 2, "u"],
      ["leave", leaves, "u"],
      ["change", enters, "u"],
      ["change", gone, "d"],
      ["change", room, "u"],
    ]);
  });

  test("learns neither where something went nor where it came from", async () => {
    const west = await stream(communityScope([1]));
    tell({ kind: "unit", scope: 2, oldScope: 1, box: [5, 5, 5, 5], oldBox: [1, 1, 1, 1] }, unitIn(2));
    const enters = tell({ kind: "unit", scope: 1, oldScope: 2, box: [1, 1, 1, 1], oldBox: [5, 5, 5, 5] }, unitIn(1));
    await heardUpTo(west, enters);
    const [leave, change] = told(west).map(({ data }) => data);
    expect(leave).toMatchObject({ s: null, os: 1, b: null, ob: [1, 1, 1, 1] });
    expect(leave.row).toBeUndefined();
    expect(change).toMatchObject({ s: 1, os: null, b: [1, 1, 1, 1], ob: null, row: { communityId: 1 } });
  });

  test("is not given a row that has gone elsewhere since the event", async () => {
    const west = await stream(communityScope([1]));
    const moved = tell({ kind: "unit" }, unitIn(2));
    await heardUpTo(west, moved);
    expect(told(west)[0]?.data.row).toBeUndefined();
  });

  test("comes back to the same as it would have heard", async () => {
    const from = seq;
    const some = communityScope([1, 3]);
    const there = await stream(some);
    for (let i = 0; i < 40; i++) tell({ kind: "unit", scope: i % 5, oldScope: (i + 1) % 5 }, unitIn(i % 5));
    const last = tell({ kind: "police-room" });
    await heardUpTo(there, last);
    expect(told(await stream(some, `${epoch}-${some.tag}.${from}`))).toEqual(told(there));
    expect(told(there).length).toBeGreaterThan(20);
  });
});

describe("a stream whose scope changes", () => {
  afterEach(() => {
    renewed = (of) => of;
  });

  test("begins again, hears of what it may hear now and of nothing else, and of its own accord", async () => {
    const client = await stream(communityScope([1]));
    renewed = () => communityScope([2]);
    const reset = await client.next(({ event }) => event === "reset");
    expect(reset.data.why).toBe("scope");
    const before = client.heard.length;
    tell({ kind: "unit", scope: 1, oldScope: 1 }, unitIn(1));
    const last = tell({ kind: "unit", scope: 2, oldScope: 2 }, unitIn(2));
    await heardUpTo(client, last);
    expect(client.heard.slice(before).filter(({ event }) => event === "change")).toHaveLength(1);
    expect(client.heard.filter(({ event }) => event === "reset")).toHaveLength(1);
  });

  test("is looked at once more when it changed while it was being looked at", async () => {
    await stream(communityScope([1]));
    let say: (scope: StreamScope) => void = () => {};
    renewed = () => new Promise((resolve) => (say = resolve));
    const first = hub.reviewScopes();
    const asked = vi.fn(() => communityScope([2]));
    renewed = asked;
    const { resets } = hub.counts;
    const again = Promise.all([hub.reviewScopes(), hub.reviewScopes()]);
    say(communityScope([1]));
    await first;
    expect(hub.counts.resets).toBe(resets);
    await again;
    expect([asked.mock.calls.length > 0, hub.counts.resets]).toEqual([true, resets + 1]);
  });

  test("begins again when it changed while the client was away", async () => {
    const first = await stream(communityScope([1]));
    const token = first.token();
    first.close();
    const second = await stream(communityScope([1, 2]), token);
    expect(second.heard.find(({ event }) => event === "reset")?.data.why).toBe("scope");
    const third = await stream(wholeCity, second.token());
    expect(third.heard.find(({ event }) => event === "reset")?.data.why).toBe("scope");
  });

  test("ends when nobody is there for it any more", async () => {
    const client = await stream(communityScope([1]));
    renewed = () => undefined;
    await client.next(({ event }) => event === "bye");
    await client.closed;
  });

  test("goes on as it was where nobody can say what it is, for a while", async () => {
    const client = await stream(communityScope([1]));
    renewed = () => {
      throw new Error("away");
    };
    await hub.reviewScopes();
    await heardUpTo(client, tell({ kind: "unit", scope: 1, oldScope: 1 }, unitIn(1)));
    expect(told(client)).toHaveLength(1);
  });
});

describe("a stream that may not be shown every category", () => {
  const wall = streamScope(() => [1], ["theft"]);
  const incidentOf = (category: string) =>
    ({ id: 7, v: 2, communityId: 1, category, status: "reported", position: [107.05, 34.35] }) as Incident;

  test("is told of the others that they are not there, and never where", async () => {
    const client = await stream(wall);
    const place = [107.0512, 34.3512, 107.0512, 34.3512] as const;
    const incident = { kind: "incident", box: place, oldBox: place } as const;
    const first = tell({ ...incident, op: "i" }, incidentOf("assault"));
    tell(incident, incidentOf("assault"));
    tell({ ...incident, op: "d" });
    const shown = tell(incident, incidentOf("theft"));
    await heardUpTo(client, shown);
    const events = told(client).map(({ event, id, data }) => [
      event,
      Number(id?.split(".")[1]),
      data.b,
      data.row?.category,
    ]);
    expect(events).toEqual([
      ["leave", first, null, undefined],
      ["leave", first + 1, null, undefined],
      ["leave", first + 2, null, undefined],
      ["change", shown, [107.05, 34.35, 107.05, 34.35], "theft"],
    ]);
    expect(JSON.stringify(client.heard)).not.toMatch(/107\.0512|assault/);
  });
});

test("all streams of a scope are sent the same bytes, and those that come back what they missed", async () => {
  hub.begin(epoch, seq, [], 0);
  const [a, b] = [await stream(), await stream()];
  const cut = tell({ kind: "venue" });
  await Promise.all([a, b].map((client) => heardUpTo(client, cut)));
  b.close();
  for (let i = 0; i < 30; i++) tell({ kind: "venue", id: i + 1 });
  await heardUpTo(a, seq);
  const back = await stream(wholeCity, `${epoch}.${cut}`);
  expect(told(back)).toEqual(told(a).slice(1));
});

test("who is behind what is held, or kept, begins again", async () => {
  hub.begin(epoch, seq, [], 0);
  const from = seq;
  for (let half = 0; half < 2; half++) {
    for (let i = 0; i < 65; i++) tell({ kind: "venue" });
    await vi.waitFor(() => expect(hub.told).toBe(seq), 20_000);
  }
  const whyOf = async (token: string) =>
    (await stream(wholeCity, token)).heard.find(({ event }) => event === "reset")?.data.why;
  expect(await whyOf(`${epoch}.${from}`)).toBe("backlog");
  expect(await whyOf(`${epoch}.${seq - 50}`)).toBeUndefined();
  hub.publish([], 0, seq - 20);
  expect(await whyOf(`${epoch}.${seq - 50}`)).toBe("retention");
});

test("a server that takes over resets whoever may have missed a reset", async () => {
  const road = publish(
    epoch,
    { seq: seq + 1, kind: "road", op: "u", id: 1, version: 2, scope: null, oldScope: null, box: null, oldBox: null },
    undefined,
  );
  hub.begin(epoch, seq, [road], 0);
  seq++;
  const client = await stream(wholeCity, `${epoch}.${seq}`);
  expect(client.heard.map(({ event }) => event)).toEqual(["reset", "hb"]);
});

test("while the database is away a stream hears so, and a heartbeat when it is back", async () => {
  const client = await stream();
  hub.setAway(true);
  await client.next(({ event }) => event === "degraded");
  const beats = client.heard.length;
  hub.setAway(false);
  await vi.waitFor(() => expect(client.heard.slice(beats).map(({ event }) => event)).toEqual(["hb"]), 20_000);
});
