import { afterAll, describe, expect, test } from "vitest";
import { testApp } from "./testing/app.ts";
import { smallCity } from "./testing/small-city.ts";

const { get, patch, database, close } = await testApp({ layers: true });
afterAll(close);

const numberOf = async (sql: string) => Number((await database.pool.query(`select (${sql}) as n`)).rows[0].n);

test("the city says its counts, its box and its words", async () => {
  const city = (await get("/api/city")).json();
  expect(city).toMatchObject({ names: { zhHant: "樣城" }, timeZone: "Asia/Shanghai", bbox: [107, 34.3, 107.2, 34.4] });
  expect(city.outline).toEqual([107, 34.3, 107.2, 34.4]);
  expect(city.counts).toMatchObject({
    communities: 2,
    residences: smallCity.residences,
    venues: smallCity.venues,
    incidents: smallCity.incidents,
  });
  expect(city.incidentCategories.map(({ code }: { code: string }) => code)).toEqual(["noise", "theft"]);
});

test("the wall counts what the tables hold, and lists the newest and every open incident", async () => {
  const wall = (await get("/api/wall")).json();
  expect(wall).toMatchObject({
    openCount: await numberOf("select count(*) from incident where status <> 'closed'"),
    unassignedCount: await numberOf("select count(*) from incident where status = 'reported'"),
    unitsOut: 4,
    unitsOnDuty: 5,
    unitsTotal: 6,
    last24h: { count: await numberOf("select count(*) from incident where reported_at > now() - interval '24 hours'") },
  });
  expect(wall.open).toHaveLength(wall.openCount);
  expect(wall.newest).toHaveLength(5);
  expect(wall.newest[0]).toMatchObject({ community: { zhHans: expect.any(String) } });
  expect(wall.units).toHaveLength(5);
  expect(wall.last24h.quarters.reduce((sum: number, n: number) => sum + n, 0)).toBe(wall.last24h.count);
  const priorities = wall.open.map(({ priority }: { priority: number }) => priority);
  expect(priorities).toEqual([...priorities].sort());
});

describe("a plan", () => {
  test("lists what is due in one community, most urgent first", async () => {
    const plan = (await get("/api/plan?communityId=1&limit=200")).json();
    expect(plan.totalDue).toBe(plan.items.length);
    expect(plan.items).toHaveLength(
      await numberOf(`(select count(*) from venue where community_id = 1 and next_due_on <= (now() at time zone 'Asia/Shanghai')::date + 14)
        + (select count(*) from residence where community_id = 1 and (last_checked_at is null or last_checked_at < now() - interval '60 days'))`),
    );
    const urgencies = plan.items.map(({ urgency }: { urgency: number }) => urgency);
    expect(urgencies).toEqual([...urgencies].sort((a, b) => b - a));
    for (const item of plan.items) {
      if (item.reason === "overdue") expect(item.daysOverdue).toBeGreaterThan(0);
      if (item.reason === "due_soon") expect(item.daysOverdue).toBeLessThanOrEqual(0);
      if (item.reason === "never") expect([item.lastVisitedAt, item.daysSince]).toEqual([null, null]);
      expect(item.address.road).toEqual({ zhHans: "河滨路", zhHant: null, en: "Riverside Road" });
    }
    const few = (await get("/api/plan?communityId=1&limit=3")).json();
    expect([few.totalDue, few.items]).toEqual([plan.totalDue, plan.items.slice(0, 3)]);
  });

  test("of a community that is not there is 404", async () => {
    expect((await get("/api/plan?communityId=7")).statusCode).toBe(404);
  });
});

describe("coverage", () => {
  test.each(["venues", "residences", "both"])("of %s: communities and cells count each place once", async (of) => {
    const places = (of === "residences" ? 0 : smallCity.venues) + (of === "venues" ? 0 : smallCity.residences);
    for (const by of ["community", "cell"]) {
      const answer = (await get(`/api/coverage?by=${by}&of=${of}&thresholdDays=30`)).json();
      expect(answer.places).toBe(places);
      expect(answer.items.filter(({ isGap }: { isGap: boolean }) => isGap)).toHaveLength(answer.gaps);
      const scores = answer.items.map(({ score }: { score: number }) => score);
      expect(scores).toEqual([...scores].sort((a, b) => b - a));
      for (const item of answer.items) expect(item.polygon === null).toBe(by === "community");
    }
  });

  test("has the figures that SQL has", async () => {
    const { items } = (await get("/api/coverage?of=residences&thresholdDays=45")).json();
    for (const item of items) {
      const own = `from residence where community_id = ${item.communityId}`;
      expect(item.overdue).toBe(
        await numberOf(
          `select count(*) ${own} and (last_checked_at is null or last_checked_at < now() - interval '45 days')`,
        ),
      );
      expect(item.neverVisited).toBe(await numberOf(`select count(*) ${own} and last_checked_at is null`));
    }
  });

  test("as a spreadsheet says where each cell is", async () => {
    const query = "by=cell&cellMeters=1000&thresholdDays=30";
    const { items } = (await get(`/api/coverage?${query}`)).json();
    // Trimming takes the byte order mark too.
    const [head = "", ...lines] = (await get(`/api/coverage.csv?${query}`)).body.trim().split("\r\n");
    expect(head).toMatch(/^key,center_lng,center_lat,/);
    expect(lines).toHaveLength(items.length);
    for (const [i, line] of lines.entries()) {
      const [key, lng, lat] = line.split(",");
      const [[west, south], , [east, north]] = items[i].polygon;
      expect(key).toBe(items[i].key);
      expect([Number(lng) > west, Number(lng) < east, Number(lat) > south, Number(lat) < north]).not.toContain(false);
    }
    expect((await get("/api/coverage.csv")).body.split("\r\n")[1]).toMatch(/^\d+,,,/);
  });

  test("as a spreadsheet never runs a name", async () => {
    const { version } = (await get("/api/communities/1")).json();
    await patch("/api/communities/1", { names: { zhHans: '=HYPERLINK("http://x")', en: "@SUM(1)" } }, version);
    const answer = await get("/api/coverage.csv?of=venues");
    expect(answer.headers).toMatchObject({
      "content-type": "text/csv; charset=utf-8; header=present",
      "content-disposition": expect.stringMatching(/^attachment; filename="coverage-\d{4}-\d\d-\d\d\.csv"$/),
      "x-content-type-options": "nosniff",
    });
    expect(answer.rawPayload.subarray(0, 3)).toEqual(Buffer.from([0xef, 0xbb, 0xbf]));
    expect(answer.body).toContain(`"'=HYPERLINK(""http://x"")"`);
    expect(answer.body).toContain(",'@SUM(1),");
    const lines = answer.body.trim().split("\r\n");
    expect(lines).toHaveLength(3);
    expect(lines.filter((line) => /(^|,)"?[=@]/.test(line))).toEqual([]);
  });
});

describe("analysis", () => {
  const groups = "category,hour,weekday,community,status,priority,day,month,weekday-hour";

  test.each(["", "&category=theft", "&community=1&priority=1,2,3", "&status=closed&hour=0,1,2,3,4,5"])(
    "every group adds up to the total, with filter %j",
    async (filter) => {
      const answer = (await get(`/api/analysis/incidents/counts?by=${groups}${filter}`)).json();
      expect(answer.ofTotal).toBe(smallCity.incidents);
      for (const [name, rows] of Object.entries(answer.groups as Record<string, { count: number }[]>))
        expect([name, rows.reduce((sum, { count }) => sum + count, 0)]).toEqual([name, answer.total]);
    },
  );

  test("counts what SQL counts", async () => {
    const { groups: found } = (await get("/api/analysis/incidents/counts?by=category,weekday")).json();
    for (const { key, count } of found.category)
      expect(count).toBe(await numberOf(`select count(*) from incident where category = '${key}'`));
    for (const { key, count } of found.weekday)
      expect(count).toBe(
        await numberOf(
          `select count(*) from incident where extract(isodow from occurred_from at time zone 'Asia/Shanghai') = ${key}`,
        ),
      );
  });

  test("the newest are those of SQL, under a filter and in a box", async () => {
    const { rows } = await database.pool.query(
      `select id::int from incident where category = 'theft' and st_x(geom) >= 107.1 order by occurred_from desc, id desc`,
    );
    const answer = (
      await get("/api/analysis/incidents/newest?category=theft&bbox=107.1,34.3,107.2,34.4&limit=7")
    ).json();
    expect(answer.total).toBe(rows.length);
    expect(answer.items.map(({ id }: { id: number }) => id)).toEqual(rows.slice(0, 7).map(({ id }) => id));
    const [first] = answer.items;
    const one = (await get(`/api/incidents/${first.id}`)).json();
    for (const key of ["communityId", "category", "priority", "status"]) expect(first[key]).toBe(one[key]);
    expect(Math.floor(Date.parse(one.occurredFrom) / 1_000)).toBe(Date.parse(first.occurredAt) / 1_000);
    expect(first.position[0]).toBeCloseTo(one.position[0], 5);
    expect((await get("/api/analysis/incidents/newest?limit=501")).statusCode).toBe(400);
  });

  test("a surface holds its incidents: density times area is their number", async () => {
    const box = "106.9,34.2,107.3,34.5";
    const surface = (
      await get(`/api/analysis/incidents/density?bbox=${box}&bandwidthMeters=800&cellMeters=200`)
    ).json();
    expect(surface).toMatchObject({ count: smallCity.incidents, unit: "per_km2" });
    expect(surface.values).toHaveLength(surface.columns * surface.rows);
    const sum = surface.values.reduce((total: number, value: number) => total + value, 0) * 0.04;
    expect(Math.abs(sum - smallCity.incidents) / smallCity.incidents).toBeLessThan(0.03);
  });

  test.each(["counts", "counts?by=name", "counts?by=hour,hour", "density?cellMeters=25&bbox=-180,-80,180,80"])(
    "%s is refused",
    async (path) => {
      expect((await get(`/api/analysis/incidents/${path}`)).statusCode).toBe(400);
    },
  );
});

test("response times are the percentiles that SQL finds by nearest rank", async () => {
  const { rows } = await database.pool.query<{ p: number; seconds: number }>(
    `select p, percentile_disc(p) within group (order by extract(epoch from arrived_at - reported_at)::integer) as seconds
     from incident, unnest(array[0.5, 0.75, 0.9, 0.95]) p where arrived_at is not null group by p order by p`,
  );
  const count = await numberOf("select count(*) from incident where arrived_at is not null");
  const found = (await get("/api/analysis/incidents/response-times")).json();
  expect(found.count).toBe(count);
  const [p50 = null, p75 = null, p90 = null, p95 = null] = rows.map(({ seconds }) => Number(seconds));
  expect(found.seconds).toEqual({ p50, p75, p90, p95 });
  expect((await get("/api/analysis/incidents/response-times?category=none-such")).json()).toMatchObject({ count: 0 });
});
