import type { Api } from "./api.ts";
import type { LngLat } from "./commands.ts";
import { type Road, StreetGraph } from "./street-graph.ts";
import type { DuePlace, OpenCall, World, WorldUnit } from "./world.ts";

/** Past calls that new ones are made after, and places due that are asked for in each community. */
const mostPast = 5_000;
const mostDue = 12;
/** Communities whose lists are read: more than that many units would not work them off in a shift. */
const mostCommunities = 250;

interface Incident extends Omit<OpenCall, "status"> {
  readonly status: OpenCall["status"] | "closed";
  readonly reportedAt: string;
}

/**
 * Reads the city through the public interface: streets, units, what happened, what is open, what is due.
 *
 * @param mostUnits units that take part; in a large city the others stay where they are
 */
export async function readWorld(api: Api, startsAt: Date, mostUnits: number): Promise<World> {
  const { timeZone } = await api.get<{ timeZone: string }>("/api/city");
  const secondOf = weekSecondIn(timeZone);
  const [roads, units, open, past] = await Promise.all([
    api.list<Road>("/api/roads"),
    api.list<WorldUnit>("/api/units", mostUnits),
    api.list<Incident>("/api/incidents?open=true"),
    api.list<Incident>("/api/incidents", mostPast),
  ]);
  return {
    graph: new StreetGraph(roads),
    weekSecond: secondOf(startsAt),
    past: past.map(({ category, priority, position, reportedAt }) => ({
      category,
      priority,
      position,
      weekHour: Math.floor(secondOf(new Date(reportedAt)) / 3_600),
    })),
    // Newest first as the server lists them; whoever called first is served first.
    open: open.reverse().map(({ status, ...call }) => ({ ...call, status: status as OpenCall["status"] })),
    units,
    due: await readDue(api, units),
  };
}

async function readDue(api: Api, units: readonly WorldUnit[]): Promise<DuePlace[]> {
  const onDuty = units.filter(({ status }) => status !== "off_duty");
  const communities = [...new Set(onDuty.flatMap(({ communityId }) => communityId ?? []))].slice(0, mostCommunities);
  const due: DuePlace[] = [];
  for (const communityId of communities) {
    const { items } = await api.get<{ items: { kind: DuePlace["kind"]; id: number; position: LngLat }[] }>(
      `/api/plan?communityId=${communityId}&limit=${mostDue}`,
    );
    due.push(...items.map(({ kind, id, position }) => ({ kind, id, communityId, position })));
  }
  return due;
}

const weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

/** Seconds since the last Monday at midnight, as clocks of that time zone show it. */
export function weekSecondIn(timeZone: string): (instant: Date) => number {
  const format = new Intl.DateTimeFormat("en-US", {
    timeZone,
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
  });
  return (instant) => {
    const parts = new Map(format.formatToParts(instant).map(({ type, value }) => [type, value]));
    const [h, m, s] = ["hour", "minute", "second"].map((type) => Number(parts.get(type as "hour")));
    const day = weekdays.indexOf(parts.get("weekday") ?? "Mon");
    return day * 86_400 + (h as number) * 3_600 + (m as number) * 60 + (s as number);
  };
}
