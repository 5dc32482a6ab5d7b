import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, describe, expect, test } from "vitest";
import { openAttackStage } from "../testing/attack-stage.ts";
import { type Asked, type Kind, kindsOfTheApi, readingRoutes, targetOf } from "../testing/sql-targets.ts";
import { noSqlmap, sqlmap, type Target } from "../testing/sqlmap.ts";

/**
 * sqlmap at parameters of every kind, and what PostgreSQL logged of it: a letter of a parameter that became a letter of a
 * statement breaks that sooner or later. `DEEP_ATTACKS=1` tries everything that sqlmap knows at every route that is read, for
 * hours.
 */

const isDeep = process.env.DEEP_ATTACKS === "1";
const depth = isDeep ? ["--level=5", "--risk=3"] : ["--level=2", "--risk=2"];

const stage = await openAttackStage();
const cookies = {
  command: await stage.signIn("command"),
  officer: await stage.signIn("officer"),
  supervisor: await stage.signIn("supervisor"),
  auditor: await stage.signIn("auditor"),
};
afterAll(() => stage.close());

/** What PostgreSQL says of a statement that was broken. */
const brokenStatement =
  /syntax error|unterminated quoted|invalid input syntax|operator does not exist|unrecognized token|trailing junk/;
/** What is the database's own, and in no answer. */
const wordsOfTheDatabase =
  /syntax error at|unterminated quoted|invalid input syntax|operator does not exist|violates \w+[ -]\w+|SQLSTATE|PG::|relation "|column "|\bERROR:/;

const position = [107.05, 34.35];
const venue = { class: "bar", names: { zhHans: "x", zhHant: "x", en: "x" }, licence: "x", position };
type Chosen = readonly [
  kind: Kind,
  route: string,
  as: keyof typeof cookies,
  what: Pick<Asked, "names" | "values" | "body">,
];

const chosen: readonly Chosen[] = [
  [
    "query",
    "GET /api/incidents",
    "officer",
    {
      names: ["category", "status", "priority", "bbox", "after", "from"],
      values: { after: "1700000000000_1" },
    },
  ],
  ["query", "GET /api/venues", "command", { names: ["class", "dueBefore", "communityId", "after"] }],
  ["query", "GET /api/visits", "officer", { names: ["venueId", "after"] }],
  ["query", "GET /api/roads", "command", { names: ["class"], values: { class: "primary" } }],
  ["query", "GET /api/coverage", "supervisor", { names: ["by", "thresholdDays", "communityId"] }],
  ["query", "GET /api/audit", "auditor", { names: ["action", "subject", "outcome", "from"] }],
  ["path", "GET /api/incidents/{id}", "command", {}],
  ["path", "GET /tiles/{layer}/{z}/{x}/{file}", "officer", {}],
  ["filter", "GET /api/analysis/incidents/counts", "officer", {}],
  ["header", "GET /api/plan", "officer", {}],
  ["cookie", "GET /api/sessions/current", "officer", {}],
  ["body", "POST /api/venues", "command", { body: venue }],
  ["body", "POST /api/incidents", "officer", { body: { category: "theft", position, positionPrecision: "exact" } }],
  ["body", "POST /api/corrections", "supervisor", { body: { residenceId: 2, kind: "erasure", statement: "x" } }],
];

const targets: readonly Chosen[] = isDeep ? readingRoutes.flatMap((route) => deep(route)) : chosen;

/** Every kind of parameter that a route which is read has. */
function deep(route: string): Chosen[] {
  const has = (kind: Kind) => {
    const { url, parameters = [], headers } = targetOf(route, { origin: "", cookie: "", kind });
    return parameters.length > 0 || url.includes("*") || Object.values(headers).some((value) => value.endsWith("*"));
  };
  return (["query", "path", "filter", "header"] as const)
    .filter(has)
    .map((kind) => [kind, route, "command", {}] as const);
}

async function statusOf({ method, url, headers, body }: Target): Promise<number> {
  const plain = Object.entries(headers).map(([name, value]) => [name, value.replace(/\*"?$/, "")] as const);
  const answer = await fetch(url.replaceAll("*", ""), {
    method,
    headers: Object.fromEntries(plain),
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  await answer.arrayBuffer();
  return answer.status;
}

describe.skipIf(noSqlmap !== undefined)("sqlmap (on Debian: apt-get install sqlmap)", () => {
  let requests = 0;

  test("is shown every kind of parameter that the API has", () => {
    expect([...new Set(chosen.map(([kind]) => kind))].sort()).toEqual(kindsOfTheApi());
  });

  // Some at a time: while one waits for Python, another does for the server.
  test.concurrent.each(targets)(
    "finds no way in by the %s of %s",
    async (kind, route, as, what) => {
      const target = targetOf(route, { origin: stage.origin, cookie: cookies[as], kind, ...what });
      // What is refused as it is tells of no letter that is tried in it.
      if (!isDeep) expect(await statusOf(target)).toBeLessThan(300);
      const found = await sqlmap(target, depth);
      requests += found.requests;
      expect(found.tried.length).toBeGreaterThanOrEqual(what.names?.length ?? 1);
      expect(found.requests).toBeGreaterThan(found.tried.length * 10);
      expect(found.injectable).toEqual([]);
      expect(found.answers.match(wordsOfTheDatabase)).toBeNull();
    },
    isDeep ? 7_200_000 : 300_000,
  );

  test("and no letter of any of them became one of a statement, nor broke the server", async () => {
    expect(requests).toBeGreaterThan(2_000);
    console.log(`${requests} requests`);
    expect(stage.databaseLog().match(brokenStatement)).toBeNull();
    expect(stage.output()).not.toMatch(/"level":(50|60)/);
    expect((await fetch(`${stage.origin}/healthz`)).status).toBe(200);
  });

  test("the same finds one where there is one, and the database's log tells of it", async () => {
    const careless = createServer(async (request, response) => {
      const category = new URL(request.url ?? "/", "http://x").searchParams.get("category");
      const found = await stage.database.pool
        .query(`select id from incident where category = '${category}'`)
        .catch(() => undefined);
      response.writeHead(found === undefined ? 400 : 200).end(JSON.stringify(found?.rows ?? "refused"));
    }).listen(0, "127.0.0.1");
    await once(careless, "listening");
    const { port } = careless.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/?category=theft`;
    const found = await sqlmap({ method: "GET", url, parameters: ["category"], headers: {} }, depth);
    careless.close();
    expect(found.injectable).toEqual(["category (GET)"]);
    expect(stage.databaseLog()).toMatch(brokenStatement);
  }, 300_000);
});
