import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { Replica } from "./replica.ts";
import type { Change, LiveIncident } from "./wire.ts";

const incident = (id: number, v: number, status: LiveIncident["status"] = "reported") =>
  ({ id, v, status }) as LiveIncident;
const snapshot = (seq: number, incidents: LiveIncident[], epoch = "e") => ({
  epoch,
  seq,
  asOf: "2026-11-01T00:00:00Z",
  incidents,
  units: [],
});
const change = (seq: number, row: LiveIncident | null, { id = 1, v = 1 } = {}): Change => ({
  type: "change",
  at: { epoch: "e", seq },
  kind: "incident",
  id: row?.id ?? id,
  v: row?.v ?? v,
  isGone: row === null,
  communities: [1],
  row,
});

/** A replica of this snapshot whose first differences have been taken. */
function replicaOf(incidents: LiveIncident[], seq = 10): Replica {
  const replica = new Replica();
  replica.load(snapshot(seq, incidents));
  replica.take();
  return replica;
}

describe("differences", () => {
  test("name each row once, as it is now", () => {
    const replica = replicaOf([incident(1, 1), incident(2, 1)]);
    replica.apply(change(11, incident(1, 2)));
    replica.apply(change(12, incident(1, 3, "on_scene")));
    replica.apply(change(13, incident(3, 1)));
    replica.apply(change(14, incident(3, 2, "closed")));
    replica.apply(change(15, null, { id: 2 }));
    expect(replica.take()).toEqual({
      isWhole: false,
      incidents: { put: [incident(1, 3, "on_scene")], drop: [3, 2] },
      units: { put: [], drop: [] },
      touched: { incident: [1] },
      hasGap: false,
    });
    expect(replica.take()).toBeNull();
  });

  test("of a new snapshot are those to the old one, renamed rows too", () => {
    const replica = replicaOf([incident(1, 1), incident(2, 1), incident(3, 1)]);
    const renamed = { ...incident(2, 1), community: { zhHans: "新", zhHant: null, en: null } };
    replica.load(snapshot(20, [incident(1, 1), renamed, incident(4, 1)]));
    expect(replica.take()).toMatchObject({
      isWhole: false,
      incidents: { put: [renamed, incident(4, 1)], drop: [3] },
      hasGap: true,
    });
  });

  test("tell of kinds that are not held, with the communities concerned", () => {
    const replica = replicaOf([]);
    replica.apply({ ...change(11, null), kind: "venue", communities: [3, null] });
    replica.apply({ ...change(12, null), kind: "venue", communities: [3] });
    expect(replica.take()).toMatchObject({ incidents: { put: [], drop: [] }, touched: { venue: [3, null] } });
  });

  test("hold nothing of what the snapshot already had", () => {
    const replica = replicaOf([incident(1, 4)]);
    replica.apply(change(10, incident(2, 1)));
    replica.apply(change(11, incident(1, 4)));
    expect(replica.changes).toBe(0);
  });
});

describe("a place in the feed", () => {
  test("moves by heartbeats, never by rows, and never back", () => {
    const replica = replicaOf([]);
    replica.apply(change(15, incident(1, 1)));
    expect(replica.token).toBe("e.10");
    replica.confirm(15);
    replica.confirm(12);
    expect(replica.token).toBe("e.15");
  });

  test("is that of the snapshot in another epoch", () => {
    const replica = replicaOf([incident(1, 9)]);
    replica.load(snapshot(3, [incident(1, 2)], "f"));
    expect(replica.token).toBe("f.3");
    expect(replica.take()?.incidents.put).toEqual([incident(1, 2)]);
  });
});

test("events twice, in any order, in any part, end in the newest version of each row", () => {
  const history = fc.array(fc.tuple(fc.integer({ min: 1, max: 6 }), fc.boolean()), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(history, fc.infiniteStream(fc.nat()), (steps, choices) => {
      const versions = new Map<number, number>();
      const rows = new Map<number, LiveIncident>();
      const events = steps.map(([id, isOpen], i) => {
        const v = (versions.get(id) ?? 0) + 1;
        versions.set(id, v);
        const row = incident(id, v, isOpen ? "dispatched" : "closed");
        if (isOpen) rows.set(id, row);
        else rows.delete(id);
        return change(11 + i, row);
      });
      const copies = [...events, ...events, ...events.slice(0, 5)]
        .map((event) => ({ event, order: choices.next().value as number }))
        .sort((a, b) => a.order - b.order);
      const replica = replicaOf([]);
      for (const { event } of copies) replica.apply(event);
      expect(new Map(replica.incidents)).toEqual(rows);
    }),
    { numRuns: 500 },
  );
});

test("forgets what was removed once there is much of it and the server has confirmed it", () => {
  const replica = replicaOf([]);
  for (let i = 1; i <= 10_001; i++) replica.apply(change(10 + i, incident(i, 2, "closed")));
  replica.confirm(20_000);
  replica.apply(change(11, incident(1, 1)));
  expect(replica.incidents.size).toBe(0);
  replica.apply(change(20_001, incident(1, 3)));
  expect(replica.incidents.size).toBe(1);
});
