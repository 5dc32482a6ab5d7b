import { afterAll, describe, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";
import { badRequests, notApplicable, testedElsewhere } from "../testing/bad-requests.ts";
import { readSource } from "../testing/source-files.ts";

const { app, database, close } = await testApp({ layers: true });
afterAll(close);

const rowsOf = async () => {
  const { rows } = await database.pool.query(
    "select (select count(*) from unit) as units, (select count(*) from venue) as venues, (select count(*) from incident) as incidents, (select count(*) from community) as communities, (select sum(version) from venue) as versions",
  );
  return rows[0];
};
const before = await rowsOf();

describe("a bad input is answered", () => {
  test.each(badRequests.map((request) => [`${request.row}: ${request.what}`, request] as const))(
    "%s",
    async (_name, { method = "GET", url, headers = {}, payload, status, slug }) => {
      const answer = await app.inject({ method, url, headers, ...(payload !== undefined && { payload }) });
      const problem = answer.json();
      expect([answer.statusCode, problem.type]).toEqual([status, `https://onemap.local/problems/${slug}`]);
      expect(problem).toMatchObject({ status, title: expect.any(String), instance: answer.headers["x-request-id"] });
      expect(answer.headers["content-type"]).toBe("application/problem+json; charset=utf-8");
      expect(answer.headers["cache-control"]).toBe("no-store");
      expect(answer.headers["x-content-type-options"]).toBe("nosniff");
      expect(problem.detail.length).toBeLessThan(250);
      expect(answer.body).not.toMatch(/select |insert into|node_modules|\/server\/|at Object\./i);
      if (status === 405) expect(answer.headers.allow).toContain("GET");
    },
  );

  test("and nothing of it is stored", async () => {
    expect(await rowsOf()).toEqual(before);
  });

  test("for every one of the 45, or for a reason written down", () => {
    const elsewhere = [...Object.keys(testedElsewhere), ...Object.keys(notApplicable)].map(Number);
    const covered = new Set([...badRequests.map(({ row }) => row), ...elsewhere]);
    for (const [file, word] of Object.values(testedElsewhere))
      expect([file, readSource(file).includes(word)]).toEqual([file, true]);
    expect(Array.from({ length: 45 }, (_, i) => i + 1).filter((row) => !covered.has(row))).toEqual([]);
  });
});

test("swapped axes are named as such, and a bow tie says where it crosses", async () => {
  const swapped = await app.inject({
    method: "POST",
    url: "/api/incidents",
    payload: { category: "theft", position: [39.9, 116.4] },
  });
  expect(swapped.json().errors).toEqual([{ pointer: "/position", reason: expect.stringContaining("axes") }]);
  const geometry = {
    type: "Polygon",
    coordinates: [
      [
        [0, 0],
        [1, 1],
        [1, 0],
        [0, 1],
        [0, 0],
      ],
    ],
  };
  const tie = await app.inject({
    method: "POST",
    url: "/api/communities",
    payload: { code: "X", names: { zhHans: "新" }, geometry },
  });
  expect(tie.json()).toMatchObject({ at: [0.5, 0.5], errors: [{ pointer: "/geometry", reason: "self-intersection" }] });
});

test("aliases of a tile's address leave no trace in what is held", async () => {
  const known = await app.inject({ method: "GET", url: "/tiles/incidents/3/6/3.mvt" });
  for (const alias of ["03/6/3", "3/06/3", "3/6/03", "+3/6/3", "3e0/6/3"])
    expect((await app.inject({ method: "GET", url: `/tiles/incidents/${alias}.mvt` })).statusCode).toBe(400);
  expect([known.statusCode, known.headers["content-type"]]).toEqual([200, "application/vnd.mapbox-vector-tile"]);
});
