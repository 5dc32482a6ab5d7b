import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { afterAll, beforeEach, describe, expect, onTestFinished, test, vi } from "vitest";
import type { Principal } from "../access/decide.ts";
import { passwordAgain } from "../auth/step-up.ts";
import { clearances } from "../db/clearance.ts";
import { openGeoPackage } from "../imports/read-geopackage.ts";
import type { SourceRow } from "../imports/source.ts";
import { scopedApp } from "../testing/scoped-app.ts";
import { smallCity } from "../testing/small-city.ts";
import { exportLayers, mostRows } from "./layers.ts";

const principals: Readonly<Record<string, Principal>> = {
  analyst: { account: 1, role: "analyst", scope: [1] },
  other: { account: 2, role: "analyst", scope: [1] },
  command: { account: 3, role: "command", scope: "city" },
  officer: { account: 4, role: "officer", scope: [1] },
  admin: { account: 5, role: "admin", scope: [] },
};
const { app, database, close } = await scopedApp(principals, {
  requireProof: async (request) => {
    if (request.headers["x-proved"] === "no") throw passwordAgain();
  },
});
const folder = mkdtempSync(join(tmpdir(), "one-map-exported-"));
afterAll(async () => {
  await close();
  rmSync(folder, { recursive: true, force: true });
});
const { pool } = database;
await pool.query(`
  insert into access.account (id, login, role)
    select n, 'a-' || n, (array['analyst', 'analyst', 'command', 'officer', 'admin'])[n] from generate_series(1, 5) n;
  update venue set name_zh_hans = '=HYPERLINK("http://x","y")', licence = '+1,2' where id = 2;
  update address set road = 'Secret Road'`);
beforeEach(() =>
  pool.query(
    "begin; set local session_replication_role = replica; delete from audit.inbox; delete from access.export; commit",
  ),
);

const why = { item: "report", reason: "Monthly report of the station" };
const ask = (as: string, body: object, headers = {}) =>
  app.inject({
    method: "POST",
    url: "/api/exports",
    headers: { "x-as": as, ...headers },
    payload: { ...why, ...body },
  });
const fetchFile = (as: string, href: string) => app.inject({ method: "GET", url: href, headers: { "x-as": as } });
const file = async (as: string, body: object) => {
  const made = await ask(as, body);
  expect(made.statusCode, made.body).toBe(201);
  return {
    ...(made.json() as { id: number; rows: number; href: string }),
    answer: await fetchFile(as, made.json().href),
  };
};
async function onRecord() {
  const { rows } = await pool.query(
    "select account_id, action, outcome, subject, purpose, detail from audit.inbox order by id",
  );
  return rows;
}

describe("a file", () => {
  test("of CSV has the rows of the scope, a number in each, and nothing that a spreadsheet would run", async () => {
    const { id, rows, answer } = await file("analyst", { layer: "venues", format: "csv" });
    expect(answer.headers["content-type"]).toBe("text/csv; charset=utf-8; header=present");
    expect(answer.headers["content-disposition"]).toBe(`attachment; filename="one-map-venues-${id}.csv"`);
    const found = parse(answer.body, { columns: true, bom: true }) as Record<string, string>[];
    expect([found.length, rows]).toEqual([smallCity.venues / 2, smallCity.venues / 2]);
    expect(new Set(found.map((row) => row.community_id))).toEqual(new Set(["1"]));
    expect(new Set(found.map((row) => row.export_no))).toEqual(new Set([String(id)]));
    expect(found.find((row) => row.id === "2")).toMatchObject({
      name_zh_hans: `'=HYPERLINK("http://x","y")`,
      licence: "'+1,2",
      lng: "107.009",
    });
    expect(await onRecord()).toMatchObject([
      {
        account_id: 1,
        action: "export-make",
        outcome: "done",
        subject: "venues",
        purpose: "report",
        detail: { export: id, rows, format: "csv", reason: why.reason },
      },
      { account_id: 1, action: "export-fetch", subject: "venues", detail: { export: id } },
    ]);
  });

  test("of GeoJSON is one that can be read, filtered as asked", async () => {
    const { id, answer } = await file("command", {
      layer: "incidents",
      format: "geojson",
      categories: ["noise"],
      communityIds: [2],
    });
    const { rows } = await pool.query(
      "select id from incident where category = 'noise' and community_id = 2 order by id",
    );
    const collection = answer.json();
    expect(collection.export_no).toBe(id);
    expect(collection.features.map((feature: { id: number }) => feature.id)).toEqual(rows.map((row) => row.id));
    for (const { geometry, properties } of collection.features) {
      expect(geometry.coordinates).toHaveLength(2);
      expect(properties).toMatchObject({ export_no: id, category: "noise", community_id: 2 });
    }
    const from = new Date(Date.now() - 10 * 3_600_000).toISOString();
    const late = await file("command", { layer: "incidents", format: "geojson", from });
    expect(late.rows).toBeGreaterThan(0);
    expect(late.answer.json().features).toHaveLength(late.rows);
    expect(late.rows).toBeLessThan(smallCity.incidents);
  });

  test("has what passes every part of the filter, hours and weekdays in the city's time", async () => {
    const filter = {
      categories: ["theft", "noise"],
      statuses: ["closed"],
      hours: [0, 1, 2, 3, 4, 5, 6, 7],
      weekdays: [1, 3, 5, 7],
    };
    const { rows } = await pool.query(`
      select id from incident, lateral (select occurred_from at time zone 'Asia/Shanghai' as at) local
      where status = 'closed' and extract(hour from at) < 8 and extract(isodow from at) in (1, 3, 5, 7) order by id`);
    expect(rows.length).toBeGreaterThan(0);
    const { answer } = await file("command", { layer: "incidents", format: "csv", ...filter });
    const found = parse(answer.body, { columns: true, bom: true }) as { id: string }[];
    expect(found.map(({ id }) => Number(id))).toEqual(rows.map(({ id }) => id));
  });

  test("of GeoPackage is one that our own import reads, and leaves nothing behind", async () => {
    // Not in the folder that all share: there others make such files too, and may have been killed over one.
    const temporary = mkdtempSync(join(folder, "temporary-"));
    vi.stubEnv("TMPDIR", temporary);
    onTestFinished(() => void vi.unstubAllEnvs());
    const { id, answer } = await file("analyst", { layer: "residences", format: "gpkg" });
    expect(answer.headers["content-type"]).toBe("application/geopackage+sqlite3");
    const path = join(folder, "residences.gpkg");
    writeFileSync(path, answer.rawPayload);
    const source = openGeoPackage(path, undefined);
    const found: SourceRow[] = [];
    for await (const page of source.rows) found.push(...page);
    source.close();
    expect(found).toHaveLength(smallCity.residences / 2);
    expect(JSON.stringify(found)).toContain(String(id));
    await expect.poll(() => readdirSync(temporary)).toEqual([]);
  });

  test("of nothing is a whole file too", async () => {
    const nothing = { layer: "incidents", from: "2199-01-01T00:00:00Z" };
    expect((await file("analyst", { ...nothing, format: "geojson" })).answer.json().features).toEqual([]);
    expect((await file("analyst", { ...nothing, format: "csv" })).answer.body.split("\r\n")).toHaveLength(2);
    expect((await file("analyst", { ...nothing, format: "gpkg" })).answer.rawPayload.subarray(0, 15).toString()).toBe(
      "SQLite format 3",
    );
  });

  test("has no attribute above operational, whatever the layer", () => {
    for (const { table, columns } of Object.values(exportLayers)) {
      const classes: Record<string, string> = clearances[table];
      for (const { name } of columns) expect([table, name, classes[name]]).toEqual([table, name, "operational"]);
    }
  });

  test("of many rows comes a page at a time, every row once", async () => {
    await pool.query(`insert into incident (community_id, category, occurred_from, reported_at, geom)
      select 1, 'theft', now() - interval '3 years', now() - interval '3 years', st_setsrid(st_makepoint(107.05, 34.35), 4326) from generate_series(1, 4500)`);
    const to = new Date(Date.now() - 2 * 365 * 86_400_000).toISOString();
    const { rows, answer } = await file("analyst", { layer: "incidents", format: "csv", to });
    const ids = (parse(answer.body, { columns: true, bom: true }) as { id: string }[]).map(({ id }) => id);
    expect([rows, ids.length, new Set(ids).size]).toEqual([4_500, 4_500, 4_500]);
  });
});

describe("a link", () => {
  test("opens once, for the account that asked, within a quarter of an hour", async () => {
    const { href } = (await ask("analyst", { layer: "venues", format: "csv" })).json();
    expect((await fetchFile("other", href)).statusCode).toBe(404);
    expect((await fetchFile("anyone", href)).statusCode).toBeGreaterThanOrEqual(401);
    expect((await fetchFile("analyst", href)).statusCode).toBe(200);
    const again = await fetchFile("analyst", href);
    expect([again.statusCode, again.json().type]).toEqual([410, expect.stringContaining("link-used")]);
    const late = (await ask("analyst", { layer: "venues", format: "csv" })).json();
    await pool.query("update access.export set made_at = now() - interval '16 minutes' where id = $1", [late.id]);
    expect((await fetchFile("analyst", late.href)).statusCode).toBe(410);
    expect((await fetchFile("analyst", `/api/exports/${"A".repeat(43)}`)).statusCode).toBe(404);
    expect((await fetchFile("analyst", "/api/exports/short")).statusCode).toBe(400);
  });

  test("is not opened by whoever only asks what it is like", async () => {
    const { href } = (await ask("analyst", { layer: "venues", format: "csv" })).json();
    const head = await app.inject({ method: "HEAD", url: href, headers: { "x-as": "analyst" } });
    expect(head.statusCode).toBe(405);
    expect((await fetchFile("analyst", href)).statusCode).toBe(200);
  });

  test("of whoever has lost the scope since gives no row of it", async () => {
    const { href } = (await ask("analyst", { layer: "venues", format: "csv" })).json();
    const mutable = principals.analyst as { scope: Principal["scope"] };
    mutable.scope = [];
    const { body } = await fetchFile("analyst", href);
    mutable.scope = [1];
    expect(body.split("\r\n")).toHaveLength(2);
  });

  test("fetched twice at once is a file once", async () => {
    const { href } = (await ask("analyst", { layer: "venues", format: "csv" })).json();
    const answers = await Promise.all([1, 2, 3].map(() => fetchFile("analyst", href)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 410, 410]);
  });
});

describe("a picture", () => {
  const picture = { layer: "incidents", format: "png", view: "mode=heat&cam=107.1,34.35,12" };

  test("is a number on record with what it shows, and no link", async () => {
    const made = await ask("analyst", picture);
    const { rowCount: rows } = await pool.query("select from incident where community_id = 1");
    expect([made.statusCode, made.json()]).toEqual([201, { id: expect.any(Number), rows, href: null, endsAt: null }]);
    expect(await onRecord()).toMatchObject([
      {
        account_id: 1,
        action: "export-make",
        subject: "incidents",
        purpose: "report",
        detail: { export: made.json().id, format: "png", reason: why.reason, view: picture.view },
      },
    ]);
  });

  test("is asked for like a file: by whoever may, with a purpose and a password, so many an hour", async () => {
    expect((await ask("officer", picture)).statusCode).toBe(403);
    expect((await ask("analyst", { ...picture, item: undefined })).statusCode).toBe(422);
    expect((await ask("analyst", picture, { "x-proved": "no" })).json().type).toContain("password-again");
    for (let i = 0; i < 5; i++) expect((await ask("analyst", picture)).statusCode).toBe(201);
    expect((await ask("analyst", { layer: "venues", format: "csv" })).statusCode).toBe(429);
  });
});

describe("asking", () => {
  test.each([
    ["without an item", { item: undefined }, 422, "export-purpose"],
    ["without a reason", { reason: " " }, 422, "export-purpose"],
    ["with an item for reading", { item: "dwelling-visit" }, 422, "export-purpose"],
    ["of another layer", { layer: "addresses" }, 422, "body-invalid"],
    ["of homes by category", { layer: "residences", categories: ["x"] }, 422, "body-invalid"],
    ["of venues by status", { statuses: ["closed"] }, 422, "body-invalid"],
    ["of homes by hour", { layer: "residences", hours: [1] }, 422, "body-invalid"],
    ["of venues since a time", { from: "2026-01-01T00:00:00Z" }, 422, "body-invalid"],
    ["of incidents since no time", { layer: "incidents", from: "2026-02-30T00:00:00Z" }, 422, "time-invalid"],
  ])("%s is refused", async (_what, body, status, slug) => {
    const answer = await ask("analyst", { layer: "venues", format: "csv", ...body });
    expect([answer.statusCode, answer.json().type]).toEqual([status, expect.stringContaining(slug)]);
    expect((await pool.query("select from access.export")).rowCount).toBe(0);
  });

  test("is for roles that have the right, with a password just entered", async () => {
    for (const as of ["officer", "admin", "anyone"])
      expect([401, 403], as).toContain((await ask(as, { layer: "venues", format: "csv" })).statusCode);
    const answer = await ask("analyst", { layer: "venues", format: "csv" }, { "x-proved": "no" });
    expect([answer.statusCode, answer.json().type]).toEqual([403, expect.stringContaining("password-again")]);
  });

  test("for the sixth time within an hour is 429 that says when", async () => {
    for (let i = 0; i < 5; i++) expect((await ask("analyst", { layer: "venues", format: "csv" })).statusCode).toBe(201);
    const sixth = await ask("analyst", { layer: "venues", format: "csv" });
    expect(sixth.statusCode).toBe(429);
    expect(Number(sixth.headers["retry-after"])).toBeGreaterThan(3_500);
    expect((await ask("other", { layer: "venues", format: "csv" })).statusCode).toBe(201);
  });

  test("for more rows than a file has is refused, and on record", async () => {
    await pool.query(
      `insert into incident (community_id, category, occurred_from, reported_at, closed_at, status, geom)
        select 1, 'theft', now() - interval '4 years', now() - interval '4 years', now() - interval '4 years', 'closed',
          st_setsrid(st_makepoint(107.05, 34.35), 4326) from generate_series(1, $1::int)`,
      [mostRows + 1],
    );
    const answer = await ask("analyst", { layer: "incidents", format: "csv" });
    expect([answer.statusCode, answer.json().type]).toEqual([403, expect.stringContaining("export-limit")]);
    expect(await onRecord()).toMatchObject([{ action: "export-make", outcome: "denied" }]);
    await pool.query("delete from incident where reported_at < now() - interval '3 years 6 months'");
  });

  test("makes nothing when it cannot be put on record", async () => {
    await pool.query(
      "alter table audit.inbox add constraint inbox_refuses check (action not like 'export-%') not valid",
    );
    const answer = await ask("analyst", { layer: "venues", format: "csv" });
    await pool.query("alter table audit.inbox drop constraint inbox_refuses");
    expect([answer.statusCode, answer.json().type]).toEqual([503, expect.stringContaining("audit-unavailable")]);
    expect((await pool.query("select from access.export")).rowCount).toBe(0);
  });
});
