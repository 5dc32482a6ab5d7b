import { Writable } from "node:stream";
import type { LightMyRequestResponse } from "fastify";
import { afterAll, describe, expect, test } from "vitest";
import { rowsToChange, rowsToRead } from "../access/decide.ts";
import { roleDefinitions } from "../access/roles.ts";
import { routeTable } from "../access/route-table.ts";
import { communitiesToRead, subjectOf } from "../access/scope.ts";
import { canaries, leaksIn, mayBeSent, neverSent, writeCanaries } from "../testing/authz/canaries.ts";
import { matrixPrincipals } from "../testing/authz/principals.ts";
import { matrix, requestsOf } from "../testing/authz/probes.ts";
import { isTile, lastingOf, textOf, toldBy } from "../testing/authz/read-answer.ts";
import { cutLayers, tileRequestsOf } from "../testing/authz/tile-requests.ts";
import { scopedApp } from "../testing/scoped-app.ts";

/** Every route as every role with its own, a foreign and no scope: nobody is sent a byte of what they may not have. */

const logged: string[] = [];
const log = new Writable({
  write: (chunk: Buffer, _encoding, done) => {
    logged.push(chunk.toString());
    done();
  },
});
const { ask, database, follow, follower, close } = await scopedApp(matrixPrincipals, {
  logger: { level: "trace", stream: log },
  requireProof: async () => {},
});
afterAll(close);
await writeCanaries(database.pool);
await follow();

const names = Object.keys(matrixPrincipals);
const principalOf = (name: string) => matrixPrincipals[name] as (typeof matrixPrincipals)[string];
/** What somebody was sent, to see that what nobody else is sent is sent at all. */
const seen = new Set<string>();

function look(name: string, route: string, url: string, answer: LightMyRequestResponse): string[] {
  const what = `${route} ${url}`;
  const text = textOf(answer);
  for (const { word } of canaries) if (text.includes(word)) seen.add(word);
  if (answer.statusCode >= 500 && answer.statusCode !== 503) return [`${what}: ${answer.statusCode} ${answer.body}`];
  const isNumbers = matrix[route]?.tellsNumbers === undefined;
  return leaksIn(text, principalOf(name), { isNumbers }).map((word) => `${what}: ${word}`);
}

describe.each(names)("%s", (name) => {
  test("is sent nothing of others by any route that reads", async () => {
    const found: string[] = [];
    for (const { method, url, route, ...options } of requestsOf("reads"))
      found.push(...look(name, route, url, await ask(name, method, url, options)));
    expect(found).toEqual([]);
  });

  test("is sent nothing of others in any tile, whatever its zoom and format", async () => {
    const principal = principalOf(name);
    const found: string[] = [];
    for (const layer of cutLayers) {
      const communities = communitiesToRead(principal, subjectOf(layer.id), layer.clearance);
      for (const url of tileRequestsOf(layer)) {
        const answer = await ask(name, "GET", url);
        found.push(...look(name, "GET /tiles/:layer/:z/:x/:file", url, answer));
        if (!isTile(answer) || communities === undefined) continue;
        // Every feature says of which community it is, or it is a cell: then it is of several, and counts them.
        for (const { properties } of Object.values(toldBy(answer)).flat())
          if (properties.community_id !== undefined && !communities.includes(Number(properties.community_id)))
            found.push(`${url}: community ${properties.community_id}`);
      }
    }
    expect(found).toEqual([]);
  });
});

test("each canary that a route can tell was told to somebody", () => {
  expect(canaries.map(({ word }) => word).filter((word) => !seen.has(word) && !neverSent.has(word))).toEqual([]);
  expect([...neverSent].filter((word) => seen.has(word))).toEqual([]);
});

test("every text that a row of a community can hold has a canary", async () => {
  const { rows } = await database.pool.query<{ table_name: string; column_name: string }>(
    `select c.table_name, c.column_name from information_schema.columns c
     where c.table_schema = 'public' and c.data_type in ('text', 'uuid', 'jsonb', 'json', 'character varying')
       and c.table_name in (select table_name from information_schema.columns where column_name = 'community_id' and table_schema = 'public')
       and c.table_name not in ('police_room')`,
  );
  const missing: string[] = [];
  for (const { table_name: table, column_name: column } of rows) {
    // Words of a list, and a number that only a source knows.
    if (
      [
        "category",
        "status",
        "position_precision",
        "class",
        "kind",
        "role",
        "last_result",
        "outcome",
        "source_id",
      ].includes(column)
    )
      continue;
    const held = await database.pool.query(
      `select 1 from ${table} where community_id = 2 and ${column}::text ~ '^(canary|ca4a4e)'`,
    );
    if (held.rowCount === 0) missing.push(`${table}.${column}`);
  }
  expect(missing).toEqual([]);
});

describe("what happens in the east changes nothing that others are sent", () => {
  const foreign = ["officer (foreign)", "officer (none)", "analyst (foreign)", "supervisor (foreign)"].concat([
    "wall-device (foreign)",
    "wall-remote (none)",
    "admin (city)",
    "auditor (own)",
    "anyone (own)",
  ]);
  const reads = requestsOf("reads").filter(({ route }) => matrix[route]?.tellsTotals === undefined);
  const requests = [
    ...reads.map(({ method, url, route: _route, ...options }) => ({ method, url, options })),
    ...cutLayers.flatMap(tileRequestsOf).map((url) => ({ method: "GET" as const, url, options: {} })),
  ];
  const lasting = async () => {
    const answers = new Map<string, string>();
    for (const name of foreign)
      for (const { method, url, options } of requests)
        answers.set(`${name} ${method} ${url}`, lastingOf(await ask(name, method, url, options)));
    return answers;
  };

  test("not a count, a tag, a header or the order of anything", { timeout: 300_000 }, async () => {
    const mayHave = canaries.filter(
      (one) => one.community === 2 && foreign.some((name) => mayBeSent(principalOf(name), one)),
    );
    expect(mayHave).toEqual([]);
    const before = await lasting();
    await database.pool.query(`
      insert into incident (community_id, category, priority, occurred_from, reported_at, geom)
        select 2, c, 1, now() - interval '1 hour', now() - interval '1 hour', st_setsrid(st_makepoint(107.1001 + i * 0.004, 34.3519), 4326)
        from generate_series(0, 20) i, unnest(array['theft', 'noise', 'assault']) c;
      update incident set status = 'closed', closed_at = now() where id = (select min(id) from incident where community_id = 2 and status = 'reported');
      delete from incident where id = 7100000101;
      insert into venue (community_id, class, name_zh_hans, next_due_on, geom) values (2, 'bar', '新', current_date - 10, st_setsrid(st_makepoint(107.1011, 34.3519), 4326));
      update venue set last_result = 'hazard', next_due_on = current_date - 400 where community_id = 2;
      insert into residence (community_id, household_count, geom) values (2, 44, st_setsrid(st_makepoint(107.1012, 34.3519), 4326));
      update residence set last_checked_at = null where community_id = 2;
      insert into unit (call_sign, kind, community_id, status, last_fix_at, geom) values ('E99', 'car', 2, 'available', now(), st_setsrid(st_makepoint(107.1013, 34.3519), 4326));
      update unit set status = 'on_scene' where community_id = 2;
      insert into visit (client_key, community_id, venue_id, visited_at, outcome) values (gen_random_uuid(), 2, 7100000200, now(), 'hazard');
      insert into duty_assignment (community_id, role, badge, valid_from) values (2, 'officer', '000299', '2020-01-01');
      insert into incident_acknowledgement (incident_id) values (7100000100)`);
    expect(await follower.settled(60_000)).toBe(true);
    const after = await lasting();
    const changed = [...before]
      .filter(([request, answer]) => after.get(request) !== answer)
      .map(([request]) => request);
    expect(changed).toEqual([]);
    // And whoever may know is told, by counts and by tags.
    const east = "supervisor (own)";
    const [counts] = [await ask(east, "GET", "/api/analysis/incidents/counts?by=category")];
    expect(counts.json().total).toBeGreaterThan(60);
  });
});

describe("changes", () => {
  const stored = async () =>
    JSON.stringify(
      (
        await database.pool.query(
          ["incident", "venue", "residence", "unit", "visit", "community", "import_run", "duty_assignment"]
            .map(
              (table) =>
                `select '${table}' as name, count(*), md5(string_agg(t::text, ' ' order by t.id)) from ${table} t`,
            )
            .concat("select 'task', count(*), null from access.incident_task")
            .join(" union all "),
        )
      ).rows,
    );

  test.each(names)("%s changes nothing that is not theirs, and is told nothing by errors", async (name) => {
    const principal = principalOf(name);
    const found: string[] = [];
    // Whoever may do so has taken it back.
    await database.pool.query(
      "insert into access.incident_task (incident_id, account_id) values (7100000100, 1) on conflict do nothing",
    );
    let before = await stored();
    for (const { method, url, route, ...options } of requestsOf("changes")) {
      const answer = await ask(name, method, url, options);
      found.push(...look(name, route, url, answer));
      const touches = routeTable[route];
      if (typeof touches !== "object" || !("changes" in touches)) continue;
      const rows = rowsToChange(principal, touches.changes);
      const isTheirs = rows === "city" || (typeof rows === "object" && rows.includes(2));
      if (!isTheirs && answer.statusCode < 400) found.push(`${route} ${url}: ${answer.statusCode}`);
      if (isTheirs) before = await stored();
    }
    expect(found).toEqual([]);
    expect(await stored()).toBe(before);
  });
});

test("what is logged, on every level, is of nobody's rows", () => {
  const text = logged.join("");
  expect(logged.length).toBeGreaterThan(0);
  expect(canaries.map(({ word }) => word).filter((word) => word.startsWith("canary") && text.includes(word))).toEqual(
    [],
  );
});

test("roles without anything operational have no row of a community at all, whatever scope they were given", () => {
  for (const [name, principal] of Object.entries(matrixPrincipals))
    if (roleDefinitions[principal.role].extent === "nothing")
      for (const { subject, clearance } of canaries)
        expect([name, subject, rowsToRead(principal, subject, clearance)]).toEqual([
          name,
          subject,
          expect.stringMatching(/^(none|published)$/),
        ]);
});
