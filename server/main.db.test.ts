import { once } from "node:events";
import http from "node:http";
import { connect as connectSocket } from "node:net";
import { join } from "node:path";
import { afterAll, describe, expect, test, vi } from "vitest";
import { testDatabase } from "./testing/database.ts";
import { startServerProcess } from "./testing/server-process.ts";
import { signedIn } from "./testing/signed-in.ts";
import { writeSmallCity } from "./testing/small-city.ts";
import { repository } from "./testing/source-files.ts";

const database = await testDatabase();
await writeSmallCity(database.pool);
const { cookie } = await signedIn(database.db, "command");
afterAll(() => database.close());
const environment = { DATABASE_URL: database.url, PORT: "0", LOG_LEVEL: "info", WEB_ROOT: "/nowhere" };
// A second process can share the embedded database only through its socket, whose session is one at a time.
const onServer = test.skipIf(database.kind === "embedded");

describe("a start that cannot work ends with 78 and says what is wrong", () => {
  test.each([
    [{ PORT: "eighty", LOG_LEVEL: "loud" }, /LOG_LEVEL must be[\s\S]*PORT must be/],
    [{ DATABASE_URL: "mysql://root:hunter2@db/x" }, /DATABASE_URL must begin with postgres/],
    [{ DATABASE_URL: "postgres://root:hunter2@[db/x" }, /DATABASE_URL is not an address/],
    [{ TILE_CACHE_MB: "0" }, /TILE_CACHE_MB/],
  ])("%j", async (wrong, message) => {
    const server = startServerProcess(wrong as unknown as Record<string, string>);
    expect((await server.ended).code).toBe(78);
    expect(server.output()).toMatch(message);
    expect(server.output()).not.toMatch(/hunter2|node:internal|\n\s+at /);
  });

  test("a folder for data that cannot be one", async () => {
    const server = startServerProcess({ DATA_DIR: join(repository, "package.json", "data") });
    expect((await server.ended).code).toBe(78);
    expect(server.output()).toMatch(/package\.json\/data of DATA_DIR cannot be made \(ENOTDIR\)/);
    expect(server.output()).not.toMatch(/\n\s+at /);
  });

  test("a database that is not there: 69, without its password", async () => {
    const server = startServerProcess({ DATABASE_URL: "postgres://root:hunter2@127.0.0.1:1/x" });
    expect((await server.ended).code).toBe(69);
    expect(server.output()).toMatch(/database of DATABASE_URL cannot be used/);
    expect(server.output()).not.toMatch(/hunter2|\n\s+at /);
  });

  onServer("a schema that it does not know", async () => {
    await database.pool.query(
      "insert into schema_migration (number, name, sha256) values (9999, '9999-future.sql', 'x')",
    );
    const server = startServerProcess(environment);
    expect((await server.ended).code).toBe(78);
    expect(server.output()).toContain("9999-future.sql");
    await database.pool.query("delete from schema_migration where number = 9999");
  });

  onServer("a time zone of the city that there is not", async () => {
    await database.pool.query("update city_meta set time_zone = 'Asia/Atlantis'");
    const server = startServerProcess(environment);
    expect((await server.ended).code).toBe(78);
    expect(server.output()).toContain(
      'The time zone "Asia/Atlantis" of the city (city_meta.time_zone) is unknown here.',
    );
    expect(server.output()).not.toMatch(/\n\s+at /);
    await database.pool.query("update city_meta set time_zone = 'Asia/Shanghai'");
  });

  onServer("a port that is taken", async () => {
    const holder = http.createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as { port: number };
    const server = startServerProcess({ ...environment, PORT: String(port) });
    expect((await server.ended).code).toBe(78);
    expect(server.output()).toContain(`Cannot listen on 127.0.0.1:${port}`);
    holder.close();
  });
});

describe("where administration is", () => {
  onServer("is said at each start, with a listener of its own and without", async () => {
    const together = startServerProcess(environment);
    await together.listening;
    await together.says(/are served there too; ADMIN_PORT gives them a listener/);
    together.kill("SIGTERM");
    const apart = startServerProcess({ ...environment, ADMIN_PORT: "0" });
    const main = await apart.listening;
    const said = await apart.says(/ are served on (http:\/\/127\.0\.0\.1:\d+)\/admin\.html alone/);
    const statusAt = async (origin: string) => (await fetch(new URL("/metrics", origin))).status;
    expect([await statusAt(said[1] as string), await statusAt(main)]).toEqual([200, 404]);
    apart.kill("SIGTERM");
    expect((await apart.ended).code).toBe(0);
    expect((await together.ended).code).toBe(0);
  });

  onServer("and a port for it that is taken ends the start", async () => {
    const holder = http.createServer().listen(0, "127.0.0.1");
    await once(holder, "listening");
    const { port } = holder.address() as { port: number };
    const server = startServerProcess({ ...environment, ADMIN_PORT: String(port) });
    expect((await server.ended).code).toBe(78);
    expect(server.output()).toContain(`Cannot listen on 127.0.0.1:${port} (ADMIN_HOST, ADMIN_PORT)`);
    holder.close();
  });
});

onServer(
  "SIGTERM: work in flight is answered, idle and half-open connections do not hold it, exit 0 within 5 s",
  async () => {
    const server = startServerProcess(environment);
    const url = new URL(await server.listening);
    await vi.waitFor(async () => expect((await fetch(new URL("/readyz", url))).status).toBe(200), 10_000);
    const agent = new http.Agent({ keepAlive: true });
    const ask = (path: string) =>
      new Promise<{ status: number | undefined; connection: string | undefined }>((resolve, reject) => {
        http
          .get(new URL(path, url), { agent, headers: { cookie } }, (answer) => {
            answer
              .resume()
              .on("end", () => resolve({ status: answer.statusCode, connection: answer.headers.connection }));
          })
          .on("error", reject);
      });
    await ask("/api/city");
    const halfOpen = connectSocket(Number(url.port), url.hostname);
    halfOpen.on("error", () => {});

    // A lock keeps one request under way while the signal arrives.
    const holder = await database.pool.connect();
    await holder.query("begin; lock table unit in access exclusive mode");
    const inFlight = ask("/api/units");
    // Not by the holder: within a transaction this is answered as the first time. Whoever follows the table may wait too.
    await vi.waitFor(async () => {
      const { rowCount } = await database.pool.query(
        "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock' and application_name = 'one-map serve'",
      );
      expect(rowCount).toBe(1);
    }, 10_000);
    const told = performance.now();
    server.kill("SIGTERM");
    await vi.waitFor(async () => await expect(fetch(new URL("/healthz", url))).rejects.toThrow(), 4_000);
    await holder.query("commit");
    holder.release();
    expect(await inFlight).toEqual({ status: 200, connection: "close" });
    expect(await server.ended).toEqual({ code: 0, signal: null });
    expect(performance.now() - told).toBeLessThan(5_000);
    halfOpen.destroy();
    agent.destroy();
  },
);

onServer("SIGKILL in the middle of writes: every acknowledged visit is there, none twice", async () => {
  const server = startServerProcess(environment);
  const url = new URL("/api/visits", await server.listening);
  const keys = Array.from({ length: 40 }, () => crypto.randomUUID());
  const acknowledged: string[] = [];
  const send = async (clientKey: string) => {
    const body = JSON.stringify({ clientKey, venueId: 1, outcome: "done" });
    const answer = await fetch(url, {
      method: "POST",
      headers: { "content-type": "application/json", cookie },
      body,
    });
    if (answer.status === 201 || answer.status === 200) acknowledged.push(clientKey);
    if (acknowledged.length === 10) server.kill("SIGKILL");
  };
  await Promise.allSettled(keys.map(send));
  await server.ended;
  const { rows } = await database.pool.query("select client_key::text as key from visit");
  const stored = rows.map(({ key }) => key);
  expect(acknowledged.length).toBeGreaterThanOrEqual(10);
  expect(acknowledged.filter((key) => !stored.includes(key))).toEqual([]);
  expect(new Set(stored).size).toBe(stored.length);
});
