import { afterAll, expect, test, vi } from "vitest";
import { canaries, leaksIn, mayBeSent, writeCanaries } from "../testing/authz/canaries.ts";
import { matrixPrincipals } from "../testing/authz/principals.ts";
import { type LiveClient, listen } from "../testing/live-client.ts";
import { scopedApp } from "../testing/scoped-app.ts";

/** The feed as every role with its own, a foreign and no scope: while it is heard, and when it is played again by a token. */

const { app, database, feed, follower, close } = await scopedApp(matrixPrincipals, { layers: true });
const address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
afterAll(close);

async function stream(name: string, token?: string): Promise<LiveClient | undefined> {
  const client = await listen(new URL("/api/live", address), { token, headers: { "x-as": name } });
  if (client.status !== 200) {
    client.close();
    // Refused for what they are, and not because there are too many.
    expect([401, 403]).toContain(client.status);
    return undefined;
  }
  await client.next(({ event }) => event === "hb");
  return client;
}

/** Everything in the east is changed, moved away and back, and taken out again. */
const happenings = [
  "update incident set priority = 2 where id >= 7100000000 or id = 7200000100",
  "update venue set risk_grade = 3 where id = 7100000200",
  "update residence set storeys = 9 where id = 7100000300",
  "update unit set status = 'assigned' where id = 2100000040",
  "update visit set outcome = 'hazard' where id = 7100000700",
  // Into the west, where others hear of it, and back: neither says where it came from nor where it went.
  "update incident set community_id = 1, geom = st_setsrid(st_makepoint(107.05, 34.35), 4326) where id = 7100000100",
  "update incident set community_id = 2, geom = st_setsrid(st_makepoint(107.15193701, 34.351937), 4326) where id = 7100000100",
  "update unit set community_id = 1, geom = st_setsrid(st_makepoint(107.05, 34.35), 4326) where id = 2100000040",
  "update unit set community_id = 2, geom = st_setsrid(st_makepoint(107.15493701, 34.351937), 4326) where id = 2100000040",
  "delete from visit where id = 7100000700",
  "delete from incident where id = 7100000101",
];

/**
 * Words of what has been in both communities: its number and its name are no secret of the one or the other. And numbers of
 * incidents that a wall counts: that there is one is told, not where.
 */
const ofBoth = new Set(["71000001", "210000004", "canary-unit"]);
const counted = new Set(["71000009", "72000001"]);

test("nobody hears of what they may not have, live or again", { timeout: 240_000 }, async () => {
  await writeCanaries(database.pool);
  await follower.settled(60_000);
  const names = Object.keys(matrixPrincipals);
  const found: string[] = [];
  const heardOf = new Set<string>();
  // As many at a time as the server takes.
  for (let i = 0; i < names.length; i += 15) {
    await vi.waitFor(() => expect(feed.hub.counts.open).toBe(0), 20_000);
    const some = names.slice(i, i + 15);
    const clients = new Map<string, LiveClient>();
    for (const name of some) {
      const client = await stream(name);
      if (client !== undefined) clients.set(name, client);
    }
    const tokens = new Map([...clients].map(([name, client]) => [name, client.token() as string]));
    for (const statement of happenings) await database.pool.query(statement);
    await database.pool.query("update police_room set services = services");
    expect(await feed.settled()).toBe(true);
    await follower.settled(60_000);
    // Tiles of the low zooms are told of at a slower beat: what anyone may hear of comes at its end.
    await Promise.all(
      [...clients.values()].map((client) =>
        client.next(
          ({ event, data }) => event === "tiles" && data.layer === "police-rooms" && (data.tiles?.[0]?.[0] ?? 0) < 7,
        ),
      ),
    );
    for (const [name, client] of clients) {
      const again = await stream(name, tokens.get(name));
      for (const [what, one] of [
        ["live", client],
        ["again", again],
      ] as const) {
        const text = JSON.stringify(one?.heard);
        for (const { word } of canaries) if (text.includes(word)) heardOf.add(word);
        found.push(
          ...leaksIn(text, matrixPrincipals[name] as never)
            .filter((word) => !ofBoth.has(word) && !(name.startsWith("wall") && counted.has(word)))
            .map((word) => `${name} ${what}: ${word}`),
        );
        found.push(...tilesOfTheEast(name, one).map((tile) => `${name} ${what}: ${tile}`));
        one?.close();
      }
    }
  }
  expect(found).toEqual([]);
  for (const word of ["71000001", "71000002", "71000003", "71000007", "107.151937", "canary-unit"])
    expect(heardOf).toContain(word);
});

/** Names of deep tiles in the east, for somebody who may not know of a row there. */
function tilesOfTheEast(name: string, client: LiveClient | undefined): string[] {
  const principal = matrixPrincipals[name] as (typeof matrixPrincipals)[string];
  const subjects = { incidents: "incidents", venues: "venues", residences: "residences", units: "units" } as const;
  return (client?.heard ?? []).flatMap(({ event, data }) => {
    const subject = subjects[data?.layer as keyof typeof subjects];
    if (event !== "tiles" || subject === undefined || data.tiles === undefined) return [];
    const own = { word: "", subject, clearance: "operational", community: 2 } as const;
    if (mayBeSent(principal, own)) return [];
    return (data.tiles as number[][])
      .filter(([z = 0, x = 0]) => z >= 14 && (x / 2 ** z) * 360 - 180 > 107.1)
      .map((tile) => `${data.layer} ${tile.join("/")}`);
  });
}
