/** A request that must be refused, and how. */
export interface BadRequest {
  /** Row of the list of bad inputs that this one belongs to. */
  readonly row: number;
  readonly what: string;
  readonly method?: "GET" | "POST" | "PATCH" | "PUT" | "TRACE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
  readonly status: number;
  readonly slug: string;
}

const json = { "content-type": "application/json" };
const post = { method: "POST", headers: json } as const;
const tile = (path: string, what = path) => ({
  what: `tile ${what}`,
  url: `/tiles/incidents/${path}`,
  status: 400,
  slug: "tile-coordinate",
});

const onePart = '{"op":"=","args":[{"property":"priority"},1]}';
const nots = (levels: number) => '{"op":"not","args":['.repeat(levels);

const addresses: readonly BadRequest[] = [
  ...["-1/0/0.mvt", "23/0/0.mvt", "3/8/0.mvt", "3/0/8.mvt", "3/-1/0.mvt"].map((path) => ({ row: 1, ...tile(path) })),
  ...["1e1", "0x3", "03", "+3", "%203", "-0", "3.0", ""].map((z) => ({ row: 4, ...tile(`${z}/0/0.mvt`) })),
  ...["1e0", "01", "-0", "99999999999999999999"].map((x) => ({ row: 5, ...tile(`3/${x}/0.mvt`) })),
  ...["0", "0.pbf", "0.mvt.gz", "00.mvt", "0.MVT"].map((file) => ({ row: 5, ...tile(`3/0/${file}`) })),
  { row: 6, what: "unknown layer", url: "/tiles/nothing/3/0/0.mvt", status: 404, slug: "not-found" },
  { row: 6, what: "table that is no layer", url: "/tiles/address/3/0/0.mvt", status: 404, slug: "not-found" },
  { row: 6, what: "prototype as layer", url: "/tiles/__proto__.json", status: 404, slug: "not-found" },
  ...(
    [
      [7, "raw SQL as filter", '{"op":"raw","sql":"1=1"}', "invalid"],
      [7, "SQL in filter text", "category = 'x' ; drop table incident", "invalid"],
      [8, "filter of 6 levels", `${nots(6)}${onePart}${"]}".repeat(6)}`, "too-complex"],
      [8, "filter of 40 levels", `${nots(40)}true${"]}".repeat(40)}`, "too-complex"],
      [8, "filter text of 6 levels", "((((((priority = 1))))))", "too-complex"],
      [8, "filter of 33 parts", `{"op":"or","args":[${Array(32).fill(onePart).join()}]}`, "too-complex"],
      [9, "SQL as field", '{"op":"=","args":[{"property":"community_id);drop table incident;--"},1]}', "unknown-field"],
      [9, "SQL as field in text", '"community_id);drop table incident;--" = 1', "unknown-field"],
      [9, "prototype as field", "__proto__ = 1", "unknown-field"],
    ] as const
  ).map(([row, what, filter, fault]) => ({
    row,
    what,
    url: `/tiles/incidents/3/6/3.mvt?filter=${encodeURIComponent(filter)}`,
    status: 400,
    slug: `filter-${fault}`,
  })),
  ...[
    "/api/incidents",
    "/api/venues",
    "/tiles/incidents/3/6/3.mvt",
    "/api/city",
    "/api/wall",
    "/tiles",
    "/healthz",
  ].map((url) => ({
    row: 11,
    what: `${url} with ?debug`,
    url: `${url}?debug=1`,
    status: 400,
    slug: "query-parameter",
  })),
  { row: 10, what: "limit twice", url: "/api/incidents?limit=1&limit=2", status: 400, slug: "query-parameter" },
  {
    row: 10,
    what: "filter twice",
    url: "/tiles/incidents/3/6/3.mvt?hour=1&hour=2",
    status: 400,
    slug: "query-parameter",
  },
  ...["1e1", "0x3", "03", "%2B3", "%203", "-0", "0", "1001", "3.0", ""].map((limit) => ({
    row: 4,
    what: `limit=${limit}`,
    url: `/api/incidents?limit=${limit}`,
    status: 400,
    slug: "query-parameter",
  })),
  ...["1,2,3", "1,2,3,4,5", "2,1,1,2", "a,b,c,d", "NaN,0,1,1", "1e1,0,20,1", "-181,0,1,1", "0,0,0,0", "0,-91,1,1"].map(
    (bbox) => ({
      row: 27,
      what: `bbox=${bbox}`,
      url: `/api/venues?bbox=${bbox}`,
      status: 400,
      slug: "query-parameter",
    }),
  ),
  ...[
    "infinity",
    "now",
    "epoch",
    "294277-01-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2026-01-01",
    "2026-01-01T00:00:00",
  ].map((from) => ({
    row: 37,
    what: `from=${from}`,
    url: `/api/incidents?from=${from}`,
    status: 400,
    slug: "query-parameter",
  })),
  {
    row: 37,
    what: "a window that ends before it begins",
    url: "/api/incidents?from=2026-02-01T00:00:00Z&to=2026-01-01T00:00:00Z",
    status: 400,
    slug: "filter-invalid",
  },
  {
    row: 37,
    what: "a status that there is not",
    url: "/api/incidents?status=lost",
    status: 400,
    slug: "query-parameter",
  },
  ...["/%ff", "/api/incidents/%ff", "/tiles/%", "/tiles/incidents/3/0/%E0%A4%A.mvt"].map((url) => ({
    row: 12,
    what: url,
    url,
    status: 400,
    slug: "uri-malformed",
  })),
  { row: 12, what: "a part of 5,000 letters", url: `/tiles/${"x".repeat(5000)}`, status: 404, slug: "not-found" },
  { row: 13, what: "NUL in a parameter", url: "/api/venues?class=%00", status: 400, slug: "query-parameter" },
  ...["/api/incidents/0", "/api/incidents/x", "/api/incidents/-1", "/api/incidents/1e1", "/api/incidents/01"].map(
    (url) => ({
      row: 4,
      what: url,
      url,
      status: 400,
      slug: "path-parameter",
    }),
  ),
  ...["communities", "residences", "venues", "incidents", "units", "visits"].map((name) => ({
    row: 38,
    what: `${name} that nobody has`,
    url: `/api/${name}/9007199254740991`,
    status: 404,
    slug: "not-found",
  })),
  {
    row: 38,
    what: "plan of nobody's community",
    url: "/api/plan?communityId=9007199254740991",
    status: 404,
    slug: "not-found",
  },
  { row: 45, what: "TRACE a tile", method: "TRACE", url: "/tiles/incidents/3/6/3.mvt", status: 405, slug: "method" },
  { row: 45, what: "PUT a tile", method: "PUT", url: "/tiles/incidents/3/6/3.mvt", status: 405, slug: "method" },
  { row: 45, what: "PUT a venue", method: "PUT", url: "/api/venues/1", status: 405, slug: "method" },
];

const unit = '{"callSign":"X1","kind":"car"}';
const body = (row: number, what: string, payload: string, status: number, slug: string): BadRequest => ({
  ...post,
  row,
  what,
  url: "/api/units",
  payload,
  status,
  slug,
});
const named = (name: string) => `{"class":"hotel","names":{"zhHans":"${name}"},"position":[107.05,34.35]}`;
const venue = (row: number, what: string, name: string, status: number, slug: string): BadRequest => ({
  ...post,
  row,
  what,
  url: "/api/venues",
  payload: named(name),
  status,
  slug,
});

const bodies: readonly BadRequest[] = [
  venue(13, "NUL in a name", "a\\u0000b", 400, "value-invalid"),
  venue(14, "half a character in a name", "a\\ud800b", 422, "text-invalid"),
  venue(14, "name of 10,000 letters", "x".repeat(10_000), 422, "text-invalid"),
  venue(14, "direction override in a name", "a\\u202eb", 422, "text-invalid"),
  venue(14, "blank name", " ", 422, "text-invalid"),
  body(15, "body over 1 MiB", `{"callSign":"${"x".repeat(1_100_000)}","kind":"car"}`, 413, "payload-too-large"),
  body(16, "empty body", "", 400, "body-empty"),
  body(16, "blank body", " \n", 400, "body-empty"),
  body(17, "__proto__", '{"__proto__":{"a":1}}', 400, "body-invalid-json"),
  body(17, "escaped __proto__", '{"\\u005f_proto__":{"a":1}}', 400, "body-invalid-json"),
  body(17, "constructor.prototype", '{"constructor":{"prototype":{}}}', 400, "body-invalid-json"),
  body(17, "half a body", '{"callSign":', 400, "body-invalid-json"),
  body(18, "100,000 levels", "[".repeat(100_000), 400, "body-too-deep"),
  body(18, "100,000 levels of objects", '{"a":'.repeat(100_000), 400, "body-too-deep"),
  body(19, "key twice", '{"kind":"car","kind":"foot","callSign":"X"}', 400, "body-duplicate-key"),
  body(19, "key twice, once escaped", '{"kind":"car","\\u006bind":"foot","callSign":"X"}', 400, "body-duplicate-key"),
  body(11, "unknown field", '{"callSign":"X1","kind":"car","admin":true}', 422, "body-invalid"),
  body(11, "number as text", '{"callSign":"X1","kind":"car","communityId":"1"}', 422, "body-invalid"),
  body(11, "unknown word", '{"callSign":"X1","kind":"tank"}', 422, "body-invalid"),
  body(11, "a list", "[]", 422, "body-invalid"),
  body(11, "null", "null", 422, "body-invalid"),
  ...[
    "application/xml",
    "application/json\tx",
    "application/json;charset=utf-16",
    "application/jsonx",
    "text/plain",
    "multipart/form-data",
  ].map((type) => ({ ...body(20, type, unit, 415, "media-type"), headers: { "content-type": type } })),
  {
    ...body(21, "gzip", "", 415, "content-encoding"),
    headers: { ...json, "content-encoding": "gzip" },
    payload: Buffer.alloc(300),
  },
  { ...body(42, "cross-site", unit, 403, "cross-site"), headers: { ...json, "sec-fetch-site": "cross-site" } },
  { ...body(42, "same-site", unit, 403, "cross-site"), headers: { ...json, "sec-fetch-site": "same-site" } },
  ...[undefined, '"6"', "6", "*", 'W/"1"', '""', '"1", "2"'].map(
    (tag): BadRequest => ({
      row: 39,
      what: `If-Match ${tag ?? "missing"}`,
      method: "PATCH",
      url: "/api/venues/1",
      headers: { ...json, ...(tag !== undefined && { "if-match": tag }) },
      payload: '{"riskGrade":1}',
      ...(tag === undefined
        ? { status: 428, slug: "precondition-required" }
        : { status: 412, slug: "version-conflict" }),
    }),
  ),
  {
    ...post,
    row: 38,
    what: "visit to no place",
    url: "/api/visits",
    payload: '{"clientKey":"00000000-0000-4000-8000-000000000001","venueId":999999,"outcome":"done"}',
    status: 404,
    slug: "not-found",
  },
  {
    ...post,
    row: 38,
    what: "visit by no unit",
    url: "/api/visits",
    payload: '{"clientKey":"00000000-0000-4000-8000-000000000002","venueId":1,"unitId":999999,"outcome":"done"}',
    status: 409,
    slug: "conflict",
  },
];

const positioned = (row: number, position: string, slug: string, status = 422): BadRequest => ({
  ...post,
  row,
  what: `position ${position}`,
  url: "/api/incidents",
  payload: `{"category":"theft","position":${position}}`,
  status,
  slug,
});
const bounded = (row: number, what: string, geometry: string, slug: string, status = 422): BadRequest => ({
  ...post,
  row,
  what,
  url: "/api/communities",
  payload: `{"code":"X","names":{"zhHans":"新区"},"geometry":${geometry}}`,
  status,
  slug,
});
const polygon = (coordinates: string, more = "") => `{"type":"Polygon","coordinates":${coordinates}${more}}`;
const square = "[[[0,0],[1,0],[1,1],[0,0]]]";
const at = (time: string, slug = "time-invalid"): BadRequest => ({
  ...post,
  row: 37,
  what: `reportedAt ${time}`,
  url: "/api/incidents",
  payload: `{"category":"theft","position":[107.05,34.35],"reportedAt":"${time}"}`,
  status: 422,
  slug,
});

const geometries: readonly BadRequest[] = [
  positioned(23, "[NaN,1]", "body-invalid-json", 400),
  positioned(23, "[1e400,1]", "coordinate-not-finite"),
  positioned(24, '["116.4","39.9"]', "coordinate-type"),
  positioned(25, "[39.9,116.4]", "coordinate-range"),
  positioned(26, "[107,90]", "coordinate-range"),
  positioned(26, "[107,-95]", "coordinate-range"),
  positioned(27, "[540,34]", "coordinate-range"),
  positioned(30, "[107,34,5]", "geometry-dimension"),
  positioned(30, "[107]", "geometry-dimension"),
  positioned(31, "[]", "geometry-dimension"),
  positioned(31, "null", "geometry-type"),
  positioned(31, '{"type":"Point","coordinates":[107,34]}', "geometry-type"),
  bounded(28, "ring that is not closed", polygon("[[[0,0],[1,0],[1,1],[0,1]]]"), "ring-not-closed"),
  bounded(28, "ring of three", polygon("[[[0,0],[1,0],[0,0]]]"), "ring-not-closed"),
  bounded(29, "bow tie", polygon("[[[0,0],[1,1],[1,0],[0,1],[0,0]]]"), "geometry-invalid"),
  bounded(30, "4-D ring", polygon("[[[0,0,1,2],[1,0,1,2],[1,1,1,2],[0,0,1,2]]]"), "geometry-dimension"),
  bounded(31, "null geometry", "null", "geometry-type"),
  bounded(31, "empty polygon", polygon("[]"), "geometry-type"),
  bounded(31, "collection", '{"type":"GeometryCollection","geometries":[]}', "geometry-type"),
  bounded(31, "point as border", '{"type":"Point","coordinates":[1,1]}', "geometry-type"),
  bounded(32, "over the antimeridian", polygon("[[[170,0],[-170,0],[-170,10],[170,10],[170,0]]]"), "antimeridian"),
  bounded(
    33,
    "crs member",
    polygon(square, ',"crs":{"type":"name","properties":{"name":"EPSG:3857"}}'),
    "crs-unsupported",
  ),
  bounded(35, "100,001 positions", polygon(`[[${"[1,1],".repeat(100_000)}[1,1]]]`), "geometry-too-complex"),
  bounded(
    35,
    "collection nested 200 times",
    `${'{"type":"GeometryCollection","geometries":['.repeat(200)}${"]}".repeat(200)}`,
    "body-too-deep",
    400,
  ),
  ...[
    "infinity",
    "now",
    "epoch",
    "294277-01-01T00:00:00Z",
    "2026-02-30T00:00:00Z",
    "2199-01-01T00:00:00Z",
    "2026-01-01T00:00:00",
    "2026-01-01T24:30:00Z",
  ].map((time) => at(time)),
];

/** Every bad input of the list that can reach this server, in the order of the list within each group. */
export const badRequests: readonly BadRequest[] = [...addresses, ...bodies, ...geometries];

/** Rows of the list that are tested beside what receives them, by the file and a word of the test. */
export const testedElsewhere: Readonly<Record<number, readonly [file: string, word: string]>> = {
  22: ["server/imports/routes.db.test.ts", "upload-shape"],
  34: ["scripts/import/crs-suspect.db.test.ts", "crs-suspect"],
  36: ["server/imports/routes.db.test.ts", "csv-invalid"],
  40: ["server/visits/visits.db.test.ts", "idempotency-mismatch"],
  41: ["server/feed/live.db.test.ts", "zzz"],
  43: ["server/auth/attempts.db.test.ts", "rate-limited"],
};

/** Rows of the list that nothing here can receive, and why. */
export const notApplicable: Readonly<Record<number, string>> = {
  2: "grouped with row 1",
  3: "grouped with row 1",
  44: "there is no export with a purpose of its own yet",
};
