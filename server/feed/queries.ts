import type { BBox } from "@one-map/tiles/world";
import type pg from "pg";
import type { FeedEvent, FeedKind, FeedPosition, RowEvent } from "./event.ts";

type Queryable = Pick<pg.ClientBase, "query">;

/** Any number will do that nothing else in the database locks on. */
const leaderKey = 4_716_503;

/** True when this session may number events alone, until it ends. */
export async function tryToLead(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ leads: boolean }>("select pg_try_advisory_lock($1) as leads", [leaderKey]);
  return rows[0]?.leads === true;
}

export interface Tick {
  /** Number of the newest event. */
  readonly lastSeq: number;
  /** Events numbered now. */
  readonly moved: number;
  /** Rows put aside because no event can be made of them. */
  readonly parked: number;
}

export interface TickOptions {
  /** Most rows to number. */
  readonly batch: number;
  /** Look at every row of the outbox, whatever was seen before. */
  readonly sweep: boolean;
  /** Tell listeners. */
  readonly hint: boolean;
}

/** Numbers what has been committed, in one short transaction. */
export async function tick(db: Queryable, { batch, sweep, hint }: TickOptions): Promise<Tick> {
  const { rows } = await db.query<Tick>(`select last_seq as "lastSeq", moved, parked from feed.tick($1, $2, $3)`, [
    batch,
    sweep,
    hint,
  ]);
  return rows[0] as Tick;
}

/** True when something committed has waited for its number for more than a second. */
export async function isWaiting(db: Queryable): Promise<boolean> {
  const { rows } = await db.query<{ waits: boolean }>("select feed.is_waiting('1 second') as waits");
  return rows[0]?.waits === true;
}

/** Drops events older than that; throws 55P03 while somebody reads them. */
export async function forget(db: Queryable, keepHours: number): Promise<void> {
  await db.query("select feed.forget(make_interval(hours => $1))", [keepHours]);
}

/** Rows that were put aside, since ever. */
export async function countParked(db: Queryable): Promise<number> {
  const { rows } = await db.query<{ count: number }>("select count(*) as count from feed.outbox_dead");
  return rows[0]?.count ?? 0;
}

const positionColumns = `p.epoch, p.last_seq as "lastSeq", p.floor_seq as "floorSeq"`;

export async function readPosition(db: Queryable): Promise<FeedPosition> {
  const { rows } = await db.query<FeedPosition>(`select ${positionColumns} from feed.position() p`);
  return rows[0] as FeedPosition;
}

/**
 * Numbers from another past: whoever finds that events which he has seen are gone says so, and everybody begins again.
 * @param epoch the one found, so that of two who notice only one does it
 */
export async function renewEpoch(db: Queryable, epoch: string): Promise<void> {
  await db.query("update feed.meta set epoch = gen_random_uuid() where $1 = (select p.epoch from feed.position() p)", [
    epoch,
  ]);
}

export interface EventPage {
  readonly position: FeedPosition;
  readonly events: readonly FeedEvent[];
  /** Milliseconds since the last of them was changed; 0 when there are none. */
  readonly lagMillis: number;
}

type EventRow = [
  epoch: string,
  lastSeq: number,
  floorSeq: number,
  seq: number | null,
  kind: FeedKind,
  op: RowEvent["op"] | "r",
  id: number,
  version: number,
  scope: number | null,
  oldScope: number | null,
  lag: number,
  ...boxes: (number | null)[],
];

const corners = (box: string) => `st_xmin(${box}), st_ymin(${box}), st_xmax(${box}), st_ymax(${box})`;

const eventsAfter = `
  select p.epoch, p.last_seq, p.floor_seq, e.seq, e.kind, e.op, e.entity_id, e.version, e.scope, e.old_scope,
    (extract(epoch from clock_timestamp() - e.at) * 1000)::float8, ${corners("e.box")}, ${corners("e.old_box")}
  from feed.position() p
    left join (select * from feed.event where seq > $1 order by seq limit $2) e on true
  order by e.seq`;

/** The events that follow a number, in order, and where the feed stands, from one moment. */
export async function readEvents(db: Queryable, after: number, limit: number): Promise<EventPage> {
  const { rows } = await db.query<EventRow>({ text: eventsAfter, values: [after, limit], rowMode: "array" });
  const [epoch, lastSeq, floorSeq] = rows[0] as EventRow;
  const events = rows.flatMap((row): FeedEvent[] => {
    const [, , , seq, kind, op, id, version, scope, oldScope, , ...boxes] = row;
    if (seq === null) return [];
    if (op === "r") return [{ seq, kind, op }];
    return [{ seq, kind, op, id, version, scope, oldScope, box: toBox(boxes, 0), oldBox: toBox(boxes, 4) }];
  });
  return { position: { epoch, lastSeq, floorSeq }, events, lagMillis: Math.max(rows.at(-1)?.[10] ?? 0, 0) };
}

function toBox(values: readonly (number | null)[], at: number): BBox | null {
  return values[at] === null ? null : (values.slice(at, at + 4) as unknown as BBox);
}
