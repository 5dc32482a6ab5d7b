import type { BadRequest } from "./bad-request.ts";

const tile = (path: string, what = path) => ({
  what: `tile ${what}`,
  url: `/tiles/incidents/${path}`,
  status: 400,
  slug: "tile-coordinate",
});

const onePart = '{"op":"=","args":[{"property":"priority"},1]}';
const nots = (levels: number) => '{"op":"not","args":['.repeat(levels);

/** Addresses and their parameters. */
export const addresses: readonly BadRequest[] = [
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
