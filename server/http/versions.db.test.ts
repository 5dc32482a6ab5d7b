import { afterAll, describe, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";

const { get, patch, post, close } = await testApp();
afterAll(close);

const changes: readonly (readonly [url: string, change: object])[] = [
  ["/api/communities/1", { households: 901 }],
  ["/api/residences/1", { storeys: 7 }],
  ["/api/venues/1", { riskGrade: 2 }],
  ["/api/incidents/1", { priority: 4 }],
  ["/api/units/1", { status: "assigned" }],
];

describe.each(changes)("%s", (url, change) => {
  test("carries its version as ETag, and changes once for each version", async () => {
    const read = await get(url);
    const { version } = read.json();
    expect([read.statusCode, read.headers.etag]).toEqual([200, `"${version}"`]);
    const changed = await patch(url, change, version);
    expect([changed.statusCode, changed.json(), changed.headers.etag]).toEqual([
      200,
      { ...read.json(), ...change, version: version + 1, updatedAt: expect.any(String) },
      `"${version + 1}"`,
    ]);
    expect((await patch(url, change, version)).statusCode).toBe(412);
    expect((await patch(url, change)).statusCode).toBe(428);
    expect((await patch(url, {}, version + 1)).statusCode).toBe(422);
    expect((await get(url)).json().version).toBe(version + 1);
  });

  test("of two writers with the same version one wins", async () => {
    const { version } = (await get(url)).json();
    const answers = await Promise.all([1, 2, 3, 4].map(() => patch(url, change, version)));
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([200, 412, 412, 412]);
  });

  test("is not there under an id that nobody has", async () => {
    expect((await patch(url.replace("/1", "/999999999999"), change, 1)).statusCode).toBe(404);
  });
});

const created: readonly (readonly [url: string, body: object, answer: object])[] = [
  [
    "/api/communities",
    {
      code: "C3",
      names: { zhHans: "南园" },
      geometry: {
        type: "Polygon",
        coordinates: [
          [
            [107, 34.2],
            [107.1, 34.2],
            [107.1, 34.29],
            [107, 34.2],
          ],
        ],
      },
    },
    { code: "C3", names: { zhHans: "南园", zhHant: null, en: null }, bbox: [107, 34.2, 107.1, 34.29], version: 1 },
  ],
  ["/api/residences", { householdCount: 12, position: [107.05, 34.35] }, { communityId: 1, householdCount: 12 }],
  [
    "/api/venues",
    { class: "bar", names: { zhHans: "新店", en: "New" }, position: [107.15, 34.35] },
    { communityId: 2, riskGrade: 3, inspectionCadenceDays: 90, lastInspectedAt: null, nextDueOn: null },
  ],
  [
    "/api/incidents",
    { category: "theft", position: [107.15, 34.35] },
    { communityId: 2, status: "reported", priority: 3, dispatchedAt: null, occurredTo: null },
  ],
  ["/api/incidents", { category: "theft", position: [10, 10] }, { communityId: null }],
  // On the border that both share: one of them, always the same.
  ["/api/venues", { class: "bar", names: { zhHans: "界" }, position: [107.1, 34.35] }, { communityId: 1 }],
  ["/api/units", { callSign: "N1", kind: "bicycle" }, { status: "off_duty", position: null, lastFixAt: null }],
];

test.each(created)("POST %s answers 201 with what can be read again", async (url, body, answer) => {
  const made = await post(url, body);
  expect([made.statusCode, made.json()]).toEqual([201, expect.objectContaining(answer)]);
  const read = await get(String(made.headers.location));
  expect(read.json()).toEqual(made.json());
  expect(read.headers.etag).toBe('"1"');
});

test.each([
  ["/api/venues", { class: "castle", names: { zhHans: "x" }, position: [107, 34.35] }],
  ["/api/incidents", { category: "unheard", position: [107, 34.35] }],
  ["/api/units", { callSign: "U1", kind: "car" }],
  ["/api/units", { callSign: "U99", kind: "car", communityId: 77 }],
  ["/api/residences", { householdCount: 1, addressId: 77_777, position: [107, 34.35] }],
])("POST %s that contradicts what is stored: 409 that names the rule and no row", async (url, body) => {
  const answer = await post(url, body);
  expect(answer.statusCode).toBe(409);
  expect(answer.json().detail).toMatch(/^It breaks the rule [a-z_]+\.$/);
});

test("a place that moves over the border changes its community", async () => {
  const { version, communityId } = (await get("/api/residences/3")).json();
  const moved = await patch(
    "/api/residences/3",
    { position: communityId === 1 ? [107.15, 34.35] : [107.05, 34.35] },
    version,
  );
  expect(moved.json().communityId).toBe(3 - communityId);
});
