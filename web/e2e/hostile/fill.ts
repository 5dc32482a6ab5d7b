import type { AttackStage } from "@one-map/server/testing/attack-stage";
import { password } from "@one-map/server/testing/cookies";
import { type Fate, fates } from "./fields.ts";
import { payloads, payloadsOf } from "./payloads.ts";

type Body = Record<string, unknown>;

type Kept = Exclude<Fate, { readonly forgotten: string }>;

interface Request {
  readonly as: string;
  readonly body: Body;
  /** Instead of the route's own. */
  readonly path?: (attempt: number) => string;
  /** At most so many payloads, one after the other through all of them. */
  readonly most?: number;
}

const square = (west: number) => ({
  type: "MultiPolygon",
  coordinates: [
    [
      [
        [west, 34.41],
        [west + 0.001, 34.41],
        [west + 0.001, 34.411],
        [west, 34.411],
        [west, 34.41],
      ],
    ],
  ],
});
let made = 0;
const names = { zhHans: "名", zhHant: "名", en: "Name" };
const westward = [107.05, 34.35];
const yesterday = new Date(Date.now() - 86_400_000).toISOString();

/** How each route that takes a text is asked, as somebody who may. */
const requests: Readonly<Record<string, (attempt: number) => Request>> = {
  "POST /api/accounts/{id}/scopes": () => ({
    as: "admin",
    body: { communityId: 1 },
    path: () => "/api/accounts/2/scopes",
  }),
  "POST /api/communities": (i) => ({
    as: "command",
    body: { code: `c-${i}-${made++}`, names, geometry: square(107 + made * 0.001) },
    most: 12,
  }),
  "PATCH /api/communities/{id}": (i) => ({
    as: "command",
    body: { names },
    path: () => `/api/communities/${1 + (i % 2)}`,
    most: 4,
  }),
  "POST /api/corrections": () => ({ as: "supervisor", body: { residenceId: 2, kind: "erasure", statement: "x" } }),
  "PUT /api/corrections/{id}/decision": (i) => ({
    as: "supervisor",
    body: { status: "refused", answer: "x" },
    path: () => `/api/corrections/${i + 1}/decision`,
  }),
  "POST /api/retention/holds": () => ({
    as: "security",
    body: { subject: "incidents", rowId: 1, reason: "x" },
    most: 20,
  }),
  "POST /api/break-glass": () => ({ as: "officer", body: { communityId: 2, reason: "in an emergency" }, most: 20 }),
  "POST /api/residences": () => ({ as: "command", body: { householdCount: 9, position: westward } }),
  "PATCH /api/residences/{id}": () => ({ as: "command", body: {}, path: () => "/api/residences/1" }),
  "POST /api/venues": () => ({
    as: "command",
    body: { class: "bar", names, nextDueOn: "2020-01-01", licence: null, position: westward },
    most: 20,
  }),
  "PATCH /api/venues/{id}": (i) => ({ as: "command", body: { names }, path: () => `/api/venues/${i + 13}`, most: 18 }),
  "POST /api/incidents": () => ({ as: "command", body: { category: "theft", position: westward, priority: 1 } }),
  "PATCH /api/incidents/{id}": () => ({ as: "command", body: {}, path: () => "/api/incidents/1" }),
  "POST /api/units": () => ({
    as: "command",
    body: { kind: "car", communityId: 1, status: "on_scene", callSign: "x" },
  }),
  "PATCH /api/units/{id}": () => ({ as: "command", body: { position: westward }, path: () => "/api/units/1" }),
  "POST /api/visits": () => ({
    as: "command",
    body: { clientKey: crypto.randomUUID(), venueId: 1, outcome: "done", visitedAt: yesterday },
  }),
  "POST /api/exports": () => ({
    as: "command",
    body: { layer: "incidents", format: "png", item: "report", reason: "x" },
    // So many an hour.
    most: 2,
  }),
};

/**
 * Sends payloads into every text that the API takes, through the API, and says what did not go as the table of fates has
 * it.
 */
export async function fill(stage: AttackStage): Promise<string[]> {
  const odd: string[] = [];
  const cookies = new Map<string, string>();
  const cookieOf = async (login: string) => {
    const cookie = cookies.get(login) ?? (await stage.signIn(login));
    cookies.set(login, cookie);
    return cookie;
  };
  const send = async (method: string, path: string, as: string, body: Body, version?: number) => {
    const answer = await fetch(stage.origin + path, {
      method,
      headers: {
        "content-type": "application/json",
        cookie: await cookieOf(as),
        ...(version !== undefined && { "if-match": `"${version}"` }),
      },
      ...(method !== "GET" && { body: JSON.stringify(body) }),
    });
    return { status: answer.status, text: await answer.text() };
  };
  for (const login of ["officer", "command"]) await send("POST", "/api/sessions/current/proof", login, { password });
  for (const [route, fields] of byRoute()) {
    const [method = "", path = ""] = route.split(" ");
    const requestOf = requests[route];
    if (requestOf === undefined) throw new Error(`How is ${route} asked? Say so in web/e2e/hostile/fill.ts.`);
    const attempt = async (i: number, texts: readonly (readonly [field: string, text: string])[]) => {
      const { as, body, path: own } = requestOf(i);
      const url = own?.(i) ?? path;
      const version = method === "PATCH" ? JSON.parse((await send("GET", url, as, {})).text).version : undefined;
      const full = texts.reduce((made, [field, text]) => withText(made, field, text), body);
      const { status, text } = await send(method, url, as, full, version);
      return {
        isTaken: status < 300,
        // As what it says; not for who asks, for a version or for how often.
        isRefused: [400, 409, 422].includes(status),
        about: `${route} ${JSON.stringify(texts)}: ${status} ${text}`,
      };
    };
    const taken = fields.filter(([, fate]) => !("refused" in fate));
    const lists = taken.map(([field, fate], i) => [field, textsFor(fate, i)] as const);
    // One that fits few has no more of them: where a text must be its only one, the same again would be refused.
    const longest = Math.max(0, ...lists.map(([, list]) => list.length));
    const most = Math.min(longest, requestOf(0).most ?? longest);
    for (let i = 0; i < most; i++) {
      const texts = lists.map(([field, list]) => [field, list[i % list.length] as string] as const);
      const { isTaken, about } = await attempt(i, texts);
      if (!isTaken) odd.push(about);
    }
    for (const [field] of fields.filter(([, fate]) => "refused" in fate))
      for (const [i, text] of payloads.entries()) {
        const { isRefused, about } = await attempt(i, [[field, text]]);
        if (!isRefused) odd.push(about);
      }
  }
  return odd;
}

/** Secrets of a screen that was let in, and of a remote that was paired with it. */
export async function pairRemote({ origin, signIn }: AttackStage): Promise<{ screen: string; remote: string }> {
  const post = async (path: string, headers: Record<string, string>, body?: object) => {
    const answer = await fetch(origin + path, {
      method: "POST",
      headers: { ...headers, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
    return (answer.status === 204 ? {} : await answer.json()) as { token: string; code: string };
  };
  const { token: screen } = await post("/api/wall/screens", {});
  const authorization = `Bearer ${screen}`;
  const { code: forScreen } = await post("/api/wall/screen/pairing-codes", { authorization });
  await post("/api/wall/admissions", { cookie: await signIn("command") }, { code: forScreen });
  const { code: forRemote } = await post("/api/wall/screen/pairing-codes", { authorization });
  const { token: remote } = await post("/api/wall/remotes", {}, { code: forRemote });
  return { screen, remote };
}

/** Texts that are not forgotten, by the route that takes them. */
function byRoute(): Map<string, (readonly [field: string, fate: Kept])[]> {
  const routes = new Map<string, (readonly [field: string, fate: Kept])[]>();
  for (const [key, fate] of Object.entries(fates)) {
    if ("forgotten" in fate) continue;
    const [method = "", path = "", field = ""] = key.split(" ");
    const route = `${method} ${path}`;
    routes.set(route, [...(routes.get(route) ?? []), [field, fate]]);
  }
  return routes;
}

/** Payloads for a field, of which each field begins with another. */
function textsFor(fate: Kept, index: number): string[] {
  if ("refused" in fate) return [...payloads];
  const texts = payloadsOf("shown" in fate ? fate.shown : "", fate.longest ?? 200);
  return texts.map((_text, i) => texts[(i + index * 5) % texts.length] as string);
}

/** A copy of a body with a text at a field, which `/` leads down to; `*` is the one item of a list. */
function withText(body: Body, field: string, text: string): Body {
  const [key = "", ...below] = field.split("/");
  if (below[0] === "*") return { ...body, [key]: [text] };
  const value = below.length === 0 ? text : withText((body[key] ?? {}) as Body, below.join("/"), text);
  return { ...body, [key]: value };
}

/** Texts of what imports and `psql` write and pages show: a payload in every row. */
export async function poison({ database: { pool } }: AttackStage): Promise<void> {
  const quoted = payloads.map((text) => `'${text.replaceAll("'", "''")}'`).join(", ");
  const payload = (mark: string) => `(array[${quoted}])[1 + id % ${payloads.length}] || ' ~${mark}' || id`;
  for (const [table, columns] of Object.entries({
    area: "name_zh_hans name_zh_hant name_en",
    road: "name_zh_hans name_zh_hant name_en",
    police_room: "name_zh_hans name_zh_hant name_en",
    address: "road number building unit",
    duty_assignment: "badge",
  }))
    await pool.query(
      `update ${table} set ${columns
        .split(" ")
        .map((one) => `${one} = ${payload("p")}`)
        .join(", ")}`,
    );
  await pool.query(
    "update city_meta set name_zh_hans = '<svg onload=lure()>~m0', name_zh_hant = '<svg onload=lure()>~m1', name_en = '<svg onload=lure()>~m2'",
  );
  // Codes take no commas; rows refer to them.
  for (const [vocabulary, table, column] of [
    ["incident_category", "incident", "category"],
    ["venue_class", "venue", "class"],
  ])
    await pool.query(`
      insert into ${vocabulary} (code, name_zh_hans, name_zh_hant, name_en)
        select '<svg onload=lure()>~k' || i, case when i = 1 then '<img src=x onerror=lure()>~n' else 'x' end, null, null from generate_series(1, 3) i;
      update ${table} set ${column} = '<svg onload=lure()>~k' || (1 + id % 3) where id > 3`);
}
