import type pg from "pg";
import { type CityPlan, coordinatesOf } from "./city-plan.ts";
import { instantText, timeZone } from "./clock.ts";
import { incidentCategories } from "./incident-categories.ts";
import { incidents } from "./incidents.ts";
import { cityNames, type Names } from "./names.ts";
import { OneAhead } from "./one-ahead.ts";
import { placesByBlock } from "./places.ts";
import { Random } from "./random.ts";
import { duties, policeRooms, units } from "./staff.ts";
import { type Destination, TableWriter } from "./table-writer.ts";
import { type SeededTable, seededColumns } from "./tables.ts";
import { venueClasses } from "./venue-classes.ts";
import { newVisitMaker } from "./visits.ts";

export type OnRows = (table: string, rows: number) => void;

/**
 * Streams a planned city into empty tables. Memory stays flat whatever the size: geography is small, everything else
 * is made and sent a few thousand rows at a time.
 *
 * @returns rows written, by table
 */
export async function writeCity(
  client: pg.ClientBase,
  plan: CityPlan,
  nowSeconds: number,
  onRows: OnRows,
  signal?: AbortSignal,
): Promise<Record<string, number>> {
  const written: Record<string, number> = {};
  const report: OnRows = (table, rows) => {
    signal?.throwIfAborted();
    onRows(table, rows);
  };
  const to: Destination = { client, ahead: new OneAhead(), onRows: report };
  const fill: Fill = async (table, put) => {
    const writer = new TableWriter(to, table, seededColumns[table]);
    await put(writer);
    await writer.flush();
    written[table] = writer.rows;
  };

  await client.query(
    "insert into city_meta (name_zh_hans, name_zh_hant, name_en, time_zone, seeded_with, seeded_at) values ($1, $2, $3, $4, $5, $6)",
    [
      cityNames.zhHans,
      cityNames.zhHant,
      cityNames.en,
      timeZone,
      `${plan.sizeName}:${plan.seed}`,
      instantText(nowSeconds),
    ],
  );
  await writeGeography(plan, fill);
  await writeStaff(plan, nowSeconds, fill);
  for (const { table, rows } of await writePlaces(to, plan, nowSeconds)) written[table] = rows;
  await writeIncidents(plan, nowSeconds, fill);
  await to.ahead.end();
  await client.query(`update community c set households = h.n, population = round(h.n * 2.62)
    from (select community_id, sum(household_count)::int as n from residence group by 1) h where h.community_id = c.id`);
  await client.query(`update area a set households = h.n, population = round(h.n * 2.62)
    from (select town_id, sum(households)::int as n from community group by 1) h where h.town_id = a.id`);
  await resetIdentities(client);
  return written;
}

type Fill = (table: SeededTable, put: (writer: TableWriter) => Promise<void>) => Promise<void>;

const three = ({ zhHans, zhHant, en }: Names) => [zhHans, zhHant, en] as const;

async function writeGeography(plan: CityPlan, fill: Fill): Promise<void> {
  const shape = (blocks: readonly number[]) =>
    JSON.stringify({ type: "MultiPolygon", coordinates: coordinatesOf(plan, blocks) });
  await fill("area", async (writer) => {
    for (const { id, level, parentId, code, names, blocks } of plan.areas)
      await writer.add(id, level, parentId, code, ...three(names), null, null, shape(blocks));
  });
  await fill("community", async (writer) => {
    for (const { id, townId, code, names, blocks } of plan.communities)
      await writer.add(id, townId, code, ...three(names), null, null, shape(blocks));
  });
  await fill("road", async (writer) => {
    let id = 0;
    for (const street of plan.streets.segments()) {
      const line = JSON.stringify({ type: "LineString", coordinates: street.line });
      await writer.add(++id, street.class, ...three(street.names), street.oneway, line);
    }
  });
  await fill("venue_class", async (writer) => {
    for (const { code, names } of venueClasses) await writer.add(code, ...three(names));
  });
  await fill("incident_category", async (writer) => {
    for (const { code, names } of incidentCategories) await writer.add(code, ...three(names));
  });
}

async function writePlaces(to: Destination, plan: CityPlan, nowSeconds: number): Promise<TableWriter[]> {
  const writer = (table: SeededTable, ...parents: TableWriter[]) =>
    new TableWriter(to, table, seededColumns[table], parents);
  const address = writer("address");
  const residence = writer("residence", address);
  const venue = writer("venue", address);
  const visit = writer("visit", residence, venue);
  const visits = newVisitMaker(plan, nowSeconds, new Random(plan.seed, "visits"));
  for (const places of placesByBlock(plan, nowSeconds)) {
    for (const a of places.addresses) {
      await address.add(a.id, a.communityId, a.road, a.number, a.building, a.unit, a.position);
    }
    for (const r of places.residences) {
      await residence.add(r.id, r.addressId, r.communityId, r.householdCount, r.storeys, r.lastCheckedAt, r.position);
      for (const row of visits.ofResidence(r)) await visit.add(...row);
    }
    for (const v of places.venues) {
      const inspection = [v.licence, v.riskGrade, v.cadenceDays, v.lastInspectedAt, v.lastResult, v.nextDueOn] as const;
      await venue.add(v.id, v.communityId, v.addressId, v.class, ...three(v.names), ...inspection, v.position);
      for (const row of visits.ofVenue(v)) await visit.add(...row);
    }
  }
  const writers = [address, residence, venue, visit];
  for (const table of writers) await table.flush();
  return writers;
}

async function writeStaff(plan: CityPlan, nowSeconds: number, fill: Fill): Promise<void> {
  await fill("police_room", async (writer) => {
    for (const r of policeRooms(plan))
      await writer.add(
        r.id,
        r.communityId,
        r.code,
        ...three(r.names),
        r.openingHours,
        r.services.join(","),
        r.position,
      );
  });
  await fill("unit", async (writer) => {
    for (const u of units(plan, nowSeconds))
      await writer.add(u.id, u.callSign, u.kind, u.communityId, u.status, instantText(u.lastFixAt), u.position);
  });
  await fill("duty_assignment", async (writer) => {
    for (const d of duties(plan, nowSeconds))
      await writer.add(d.id, d.communityId, d.unitId, d.role, d.badge, d.validFrom);
  });
}

async function writeIncidents(plan: CityPlan, nowSeconds: number, fill: Fill): Promise<void> {
  await fill("incident", async (writer) => {
    for (const i of incidents(plan, nowSeconds)) {
      await writer.add(
        i.id,
        i.communityId,
        i.category,
        i.priority,
        i.status,
        instantText(i.occurredFrom),
        instantText(i.occurredTo),
        instantText(i.reportedAt),
        instantText(i.dispatchedAt),
        instantText(i.arrivedAt),
        instantText(i.closedAt),
        i.precision,
        i.position,
      );
    }
  });
}

/** Rows came with their ids; what is created later must go on after them. */
async function resetIdentities(client: pg.ClientBase): Promise<void> {
  for (const [table, columns] of Object.entries(seededColumns)) {
    if (!("id" in columns)) continue;
    await client.query(
      `select setval(pg_get_serial_sequence('${table}', 'id'), coalesce((select max(id) from ${table}), 0) + 1, false)`,
    );
  }
}
