import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { gzipSync } from "node:zlib";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import { testApp } from "../testing/app.ts";

const { app, database, get, close } = await testApp();
const address = new URL(await app.listen({ host: "127.0.0.1", port: 0 }));
afterAll(close);

const { pool } = database;
const count = async (table: string) => (await pool.query(`select count(*) as n from ${table}`)).rows[0].n as number;
const staged = async () =>
  (await pool.query("select relname from pg_class where relnamespace = 'staging'::regnamespace")).rows;

const header = "id,class,name,lng,lat\n";
const venues = (rows: number, from = 0) =>
  header +
  Array.from(
    { length: rows },
    (_, i) => `${from + i},hotel,旅馆 ${from + i},${107.01 + (i % 180) / 1000},34.35\n`,
  ).join("");

async function upload(query: string, content: string | Uint8Array<ArrayBuffer>, name = "venues.csv") {
  const form = new FormData();
  form.append("file", new Blob([content]), name);
  const response = await fetch(new URL(`/api/imports?${query}`, address), { method: "POST", body: form });
  return { status: response.status, headers: response.headers, body: JSON.parse(await response.text()) };
}

const wgs = "layer=venues&crs=EPSG:4326";

describe("an upload", () => {
  beforeEach(async () => {
    await pool.query("delete from venue where source is not null");
  });

  test("becomes rows, and its run the answer", async () => {
    const before = await count("venue");
    const { status, headers, body } = await upload(`${wgs}&source=licences`, gzipSync(venues(300)), "venues.csv.gz");
    expect([status, headers.get("location")]).toEqual([201, `/api/imports/${body.id}`]);
    expect(body).toMatchObject({
      layer: "venues",
      fileName: "venues.csv.gz",
      source: "licences",
      status: "done",
      crs: "EPSG:4326",
      encoding: "UTF-8",
      rows: { read: 300, inserted: 300, updated: 0, unchanged: 0, rejected: 0 },
      rejects: [],
    });
    expect(await count("venue")).toBe(before + 300);
    expect(await staged()).toEqual([]);
    const { rejects, ...run } = body;
    expect((await get(`/api/imports/${body.id}`)).json()).toEqual(run);
    expect((await get("/api/imports?limit=1")).json()).toEqual({ items: [run], next: String(body.id) });
    expect(rejects).toEqual([]);
  });

  test("twice is once, and a changed row is a change", async () => {
    await upload(`${wgs}&source=twice`, venues(50));
    const again = await upload(`${wgs}&source=twice`, venues(50).replace("旅馆 7,", "旅馆七,"));
    expect(again.body.rows).toMatchObject({ inserted: 0, updated: 1, unchanged: 49 });
    const { rows } = await pool.query(
      "select name_zh_hans, version from venue where source = 'twice' and source_id = '7'",
    );
    expect(rows).toEqual([{ name_zh_hans: "旅馆七", version: 2 }]);
  });

  test("with some bad rows lists them, with too many is refused whole", async () => {
    const bad = `${venues(40)}x1,hotel,,107.05,34.35\nx2,hotel,=1+1,107.05,34.35\n`;
    const some = await upload(`${wgs}&source=some`, bad);
    expect(some.body).toMatchObject({
      status: "done",
      rows: { inserted: 40, rejected: 2 },
      rejectReasons: { required: 1, formula: 1 },
    });
    expect(some.body.rejects).toEqual([
      { row: 42, field: "nameZhHans", value: "", reason: "required", detail: "is missing" },
      { row: 43, field: "nameZhHans", value: "=1+1", reason: "formula", detail: "is a formula of a spreadsheet" },
    ]);
    const many = await upload(`${wgs}&source=many&maxRejects=1`, bad);
    expect(many.status).toBe(422);
    expect(many.body).toMatchObject({
      type: "https://onemap.local/problems/import-invalid",
      errors: [{ pointer: "row 42, nameZhHans", reason: "is missing" }, { pointer: "row 43, nameZhHans" }],
      rejectReasons: { required: 1, formula: 1 },
    });
    expect((await get(`/api/imports/${many.body.importId}`)).json()).toMatchObject({
      status: "refused",
      problem: "import-invalid",
    });
    expect((await pool.query("select 1 from venue where source = 'many'")).rowCount).toBe(0);
  });

  test("tried keeps nothing", async () => {
    const before = await count("venue");
    const { body } = await upload(`${wgs}&dryRun=true`, venues(20));
    expect(body).toMatchObject({ status: "dry_run", rows: { inserted: 20 } });
    expect(await count("venue")).toBe(before);
  });
});

describe("what is refused", () => {
  test.each([
    ["layer=people&crs=EPSG:4326", 400, "query-parameter"],
    ["crs=EPSG:4326", 400, "query-parameter"],
    [`${wgs}&debug=1`, 400, "query-parameter"],
    [`${wgs}&encoding=latin1`, 400, "query-parameter"],
    [`${wgs}&maxRejects=lots`, 422, "import-invalid"],
    [`${wgs}&map=nonsense`, 422, "import-invalid"],
    [`${wgs}&map=name=owner`, 422, "import-invalid"],
    [`${wgs}&timeZone=Mars/Olympus`, 422, "import-invalid"],
    ["layer=venues", 422, "crs-unsupported"],
    ["layer=venues&crs=EPSG:1", 422, "crs-unsupported"],
    ["layer=communities&crs=EPSG:4326", 422, "import-invalid"],
  ])("%s", async (query, status, slug) => {
    const answer = await upload(query, venues(2));
    expect([answer.status, answer.body.type]).toEqual([status, `https://onemap.local/problems/${slug}`]);
  });

  test.each([
    ["a column of persons", "id,class,name,lng,lat,法人\n1,hotel,a,107.05,34.35,x\n", "import-invalid"],
    ["ethnicity", "id,class,name,lng,lat,ethnicity\n1,hotel,a,107.05,34.35,x\n", "import-invalid"],
    ["one column", "id;class\tname", "import-invalid"],
    ["an open quote", `${header}1,hotel,"a,107.05,34.35\n`, "csv-invalid"],
    ["a cell of 2 MB", `${header}1,hotel,${"x".repeat(2_000_000)},107.05,34.35\n`, "csv-invalid"],
    ["a column twice", `id,class,name,name,lng,lat\n1,hotel,a,a,107.05,34.35\n`, "csv-invalid"],
    [
      "GB18030 undeclared",
      Buffer.concat([Buffer.from(header), Buffer.from("312c686f74656c2cb1a6bca62c3130372e30352c33342e33350a", "hex")]),
      "import-invalid",
    ],
    ["UTF-16 undeclared", Buffer.from(venues(3), "utf16le"), "import-invalid"],
    ["half a gzip", gzipSync(venues(500)).subarray(0, 400), "import-invalid"],
    ["a gzip bomb", gzipSync(header + "1,hotel,a,107.05,34.35\n".repeat(3_000_000)), "payload-too-large"],
    ["nothing", "", "import-invalid"],
    ["axes swapped", "id,class,name,lng,lat\n1,hotel,a,34.35,107.05\n2,hotel,b,34.36,107.06\n", "crs-suspect"],
  ])("%s", async (_, content, slug) => {
    const before = await count("venue");
    const answer = await upload(wgs, content as string);
    expect(answer.body.type).toBe(`https://onemap.local/problems/${slug}`);
    expect(answer.status).toBe(slug === "payload-too-large" ? 413 : 422);
    expect(await count("venue")).toBe(before);
    expect(await staged()).toEqual([]);
  });

  test("a media type that is not multipart, and multipart anywhere else", async () => {
    const post = (url: string, type: string, body: string) =>
      fetch(new URL(url, address), { method: "POST", headers: { "content-type": type }, body });
    expect((await post(`/api/imports?${wgs}`, "application/json", "{}")).status).toBe(415);
    expect((await post("/api/units", "multipart/form-data; boundary=x", "--x--")).status).toBe(415);
  });

  test.each([
    ["no file", (form: FormData) => form.append("a", "b"), 422, "upload-shape"],
    [
      "two files",
      (form: FormData) => {
        form.append("a", new Blob([venues(1)]), "a.csv");
        form.append("b", new Blob([venues(1)]), "b.csv");
      },
      413,
      "payload-too-large",
    ],
    [
      "a thousand parts",
      (form: FormData) => {
        for (let i = 0; i < 1000; i++) form.append(`f${i}`, "x");
      },
      413,
      "payload-too-large",
    ],
  ])("multipart with %s", async (_, fill, status, slug) => {
    const form = new FormData();
    fill(form);
    const response = await fetch(new URL(`/api/imports?${wgs}`, address), { method: "POST", body: form });
    const body = (await response.json()) as { type: string };
    expect([response.status, body.type]).toEqual([status, `https://onemap.local/problems/${slug}`]);
  });

  test("multipart without its end", async () => {
    const body = `--x\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\r\n${venues(3)}`;
    const response = await fetch(new URL(`/api/imports?${wgs}`, address), {
      method: "POST",
      headers: { "content-type": "multipart/form-data; boundary=x" },
      body,
    });
    expect([response.status, ((await response.json()) as { type: string }).type]).toEqual([
      422,
      "https://onemap.local/problems/upload-shape",
    ]);
  });

  test("an import that there is not, and one that is over, cannot be stopped", async () => {
    const stop = (id: number) => app.inject({ method: "DELETE", url: `/api/imports/${id}` });
    expect((await stop(999_999)).statusCode).toBe(404);
    const { body } = await upload(`${wgs}&dryRun=true`, venues(1));
    expect((await stop(body.id)).statusCode).toBe(409);
    expect((await get("/api/imports/9007199254740991")).statusCode).toBe(404);
  });
});

describe("an import under way", () => {
  /** The run that is under way, once there is one whose rows are being read. */
  const running = () =>
    vi.waitFor(async () => {
      const { rows } = await pool.query("select id from import_run where status = 'running'");
      expect(rows).toHaveLength(1);
      return rows[0].id as number;
    }, 30_000);
  const statusOf = async (id: number) => (await get(`/api/imports/${id}`)).json().status as string;
  // Long enough that it is still being read when somebody has had enough of it.
  const long = gzipSync(venues(400_000));

  test("can be stopped by anybody, and leaves nothing", async () => {
    const before = await count("venue");
    const answer = upload(`${wgs}&source=stopped`, long, "long.csv.gz");
    const id = await running();
    expect((await app.inject({ method: "DELETE", url: `/api/imports/${id}` })).statusCode).toBe(202);
    expect((await answer).status).toBe(409);
    expect(await statusOf(id)).toBe("stopped");
    expect([await count("venue"), await staged()]).toEqual([before, []]);
  });

  test("stops when its sender hangs up", async () => {
    const before = await count("venue");
    const socket = connect(Number(address.port), address.hostname);
    const head = `--x\r\nContent-Disposition: form-data; name="file"; filename="long.csv.gz"\r\n\r\n`;
    const length = head.length + long.length + 9;
    socket.write(
      `POST /api/imports?${wgs} HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: ${length}\r\n\r\n${head}`,
    );
    socket.write(long);
    socket.write("\r\n--x--\r\n");
    const id = await running();
    socket.destroy();
    await once(socket, "close");
    await vi.waitFor(async () => expect(await statusOf(id)).toBe("stopped"), 30_000);
    await vi.waitFor(async () => expect(await staged()).toEqual([]), 30_000);
    expect(await count("venue")).toBe(before);
  });
});

test("every import goes through the child process that the server starts", () => {
  expect(readFileSync(new URL("./routes.ts", import.meta.url), "utf8")).not.toContain("runImport");
});
