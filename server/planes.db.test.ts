import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { Agent, type IncomingHttpHeaders, request } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { planesOfRoute } from "./access/planes.ts";
import { listenerLimits } from "./app-options.ts";
import { hashPassword } from "./auth/passwords.ts";
import { createAccount } from "./auth/queries.ts";
import { routesOf } from "./http/methods.ts";
import { newSecondListener } from "./http/second-listener.ts";
import { testApp } from "./testing/app.ts";
import { password } from "./testing/cookies.ts";
import { signedIn } from "./testing/signed-in.ts";

/** The admin plane on a listener of its own: each listener over real sockets, asked for every route. */

const webRoot = await mkdtemp(join(tmpdir(), "one-map-pages-"));
for (const name of ["admin", "wall", "sign-in"])
  await writeFile(join(webRoot, `${name}.html`), `<title>${name}</title>`);
const adminListener = newSecondListener(listenerLimits);
const { app, database, close } = await testApp({ layers: true, principalOf: "sessions", adminListener, webRoot });
const origins: Record<"main" | "admin", string> = { main: "", admin: "" };
let [admin, command] = ["", ""];
beforeAll(async () => {
  origins.main = await app.listen({ host: "127.0.0.1", port: 0 });
  adminListener.listen(0, "127.0.0.1");
  await once(adminListener, "listening");
  origins.admin = `http://127.0.0.1:${(adminListener.address() as AddressInfo).port}`;
  admin = (await signedIn(database.db, "admin")).cookie;
  command = (await signedIn(database.db, "command")).cookie;
});
afterAll(async () => {
  await close();
  await rm(webRoot, { recursive: true });
});

type Plane = "main" | "admin";

interface Asked {
  readonly method?: string;
  readonly headers?: Record<string, string>;
  readonly body?: object;
}

/** As it was sent: `fetch` keeps some headers to itself. */
async function ask(plane: Plane, path: string, { method = "GET", headers = {}, body }: Asked = {}) {
  const sent = request(new URL(path, origins[plane]), {
    method,
    headers: { ...(body && { "content-type": "application/json" }), ...headers },
  });
  sent.end(body && JSON.stringify(body));
  const [answer] = await once(sent, "response");
  return {
    status: answer.statusCode as number,
    headers: answer.headers as IncomingHttpHeaders,
    body: await text(answer),
  };
}

const other = (plane: Plane): Plane => (plane === "main" ? "admin" : "main");
const addressOf = (route: string) =>
  (route.split(" ")[1] as string).replace("/*", "/index.html").replaceAll(/:[a-z]+/gi, "1");
const slugOf = ({ body }: { body: string }) => (JSON.parse(body) as { type: string }).type.replace(/.*\//, "");

describe.each(["main", "admin"] as const)("the %s listener", (plane) => {
  test("knows nothing of the other's routes, whoever asks and however", async () => {
    const foreign = routesOf(app).filter(
      (route) => planesOfRoute(route).join() === other(plane) && !route.endsWith(".html"),
    );
    expect(foreign.length).toBeGreaterThan(15);
    for (const route of foreign)
      for (const cookie of [undefined, plane === "main" ? admin : command]) {
        const method = route.split(" ")[0] as string;
        const headers = cookie === undefined ? {} : { cookie };
        const answer = await ask(plane, addressOf(route), { method, headers });
        expect([route, answer.status, slugOf(answer)]).toEqual([route, 404, "not-found"]);
        expect(answer.headers).toMatchObject({ "x-content-type-options": "nosniff", "cache-control": "no-store" });
      }
    // Nor by asking otherwise: what is not there has no methods.
    for (const route of foreign.filter((one) => !one.includes("/docs"))) {
      const answers = [
        await ask(plane, addressOf(route), { method: "OPTIONS" }),
        await ask(plane, addressOf(route), { method: "HEAD" }),
      ];
      for (const { status, headers } of answers)
        expect([route, status, headers.allow]).toEqual([route, 404, undefined]);
    }
  });

  test("answers for its own", async () => {
    const own = routesOf(app).filter(
      (route) => route.startsWith("GET ") && planesOfRoute(route).includes(plane) && !/\.html|live|:/.test(route),
    );
    for (const route of own) {
      const { status } = await ask(plane, addressOf(route), {
        headers: { cookie: plane === "admin" ? admin : command },
      });
      expect([route, status === 404]).toEqual([route, false]);
    }
  });

  test("lets one sign in there, and knows who signed in on the other", async () => {
    const login = `a-${plane}`;
    await createAccount(database.db, { login, role: "admin", passwordHash: await hashPassword(password) });
    const answer = await ask(plane, "/api/sessions", { method: "POST", body: { login, password } });
    expect(answer.status).toBe(201);
    const pages = (JSON.parse(answer.body) as { pages: string[] }).pages;
    expect(pages).toEqual(plane === "admin" ? ["admin"] : []);
    const cookie = String(answer.headers["set-cookie"]).split(";")[0] as string;
    expect((await ask(other(plane), "/api/sessions/current", { headers: { cookie } })).status).toBe(200);
    expect((await ask("admin", "/api/accounts", { headers: { cookie } })).status).toBe(200);
    // And out: at once on both, since both are one server.
    expect((await ask(plane, "/api/sessions/current", { method: "DELETE", headers: { cookie } })).status).toBe(204);
    expect((await ask(other(plane), "/api/sessions/current", { headers: { cookie } })).status).toBe(401);
  });

  test("takes no change from a page of the other, which has another port", async () => {
    for (const headers of [{ origin: origins[other(plane)] }, { "sec-fetch-site": "same-site" }] as Record<
      string,
      string
    >[]) {
      const asked = { method: "DELETE", headers: { cookie: admin, ...headers } };
      const answer = await ask(plane, "/api/sessions/current", asked);
      expect([answer.status, slugOf(answer)]).toEqual([403, "cross-site"]);
    }
    const own = { origin: origins[plane], "sec-fetch-site": "same-origin", cookie: "x=y" };
    expect((await ask(plane, "/api/sessions/current", { method: "DELETE", headers: own })).status).toBe(401);
  });

  test("has the pages of its plane and those of both", async () => {
    const found = async (path: string) => (await ask(plane, path)).status;
    expect([await found("/admin.html"), await found("/wall.html"), await found("/sign-in.html")]).toEqual(
      plane === "admin" ? [200, 404, 200] : [404, 200, 200],
    );
    expect(await found("/%61dmin.html")).toBe(plane === "admin" ? 200 : 404);
  });

  test("says whether there is a map where it is", async () => {
    const answer = await ask(plane, "/api/published");
    expect(JSON.parse(answer.body)).toMatchObject({ hasMap: plane === "main" });
  });

  test("has the limits of the other: headers that are too large", async () => {
    const socket = connect(Number(new URL(origins[plane]).port), "127.0.0.1");
    socket.write(`GET /healthz HTTP/1.1\r\nhost: x\r\nx-large: ${"x".repeat(listenerLimits.maxHeaderSize)}\r\n\r\n`);
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 431[\s\S]*headers-too-large/);
  });
});

test("figures are where administration is, without a sign-in", async () => {
  expect((await ask("admin", "/metrics")).status).toBe(200);
  expect((await ask("main", "/metrics")).status).toBe(404);
});

test("the first account is made where administration is", async () => {
  const setUp = (plane: Plane) =>
    ask(plane, "/api/setup", { method: "POST", body: { token: "x", login: "first", password } });
  expect((await setUp("main")).status).toBe(404);
  expect((await setUp("admin")).status).toBe(401);
});

test("closing answers what is under way on both, and ends both", async () => {
  const agent = new Agent({ keepAlive: true });
  const idle = request(new URL("/healthz", origins.admin), { agent });
  idle.end();
  await text((await once(idle, "response"))[0]);
  // A lock keeps a request of the admin plane under way.
  if (database.kind === "postgres") {
    const holder = await database.pool.connect();
    await holder.query("begin; lock table access.account in access exclusive mode");
    const underWay = ask("admin", "/api/sign-in");
    // Not by the holder: within a transaction this is answered as the first time.
    await expect
      .poll(async () => {
        const { rowCount } = await database.pool.query(
          "select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
        );
        return rowCount;
      })
      .toBeGreaterThan(0);
    const closed = app.close();
    await expect.poll(() => adminListener.listening).toBe(false);
    await holder.query("commit");
    holder.release();
    const answer = await underWay;
    expect([answer.status, answer.headers.connection]).toEqual([200, "close"]);
    await closed;
  } else await app.close();
  for (const plane of ["main", "admin"] as const) await expect(ask(plane, "/healthz")).rejects.toThrow("ECONNREFUSED");
  agent.destroy();
});
