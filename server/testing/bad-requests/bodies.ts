import { type BadRequest, json, post } from "./bad-request.ts";

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

/** Bodies, and headers that go with them. */
export const bodies: readonly BadRequest[] = [
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
