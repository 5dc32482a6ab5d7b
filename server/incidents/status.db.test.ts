import { afterAll, describe, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";
import { type IncidentStatus, statuses, transitions } from "./status.ts";

const { get, patch, post, close } = await testApp();
afterAll(close);

/** A fresh incident that has gone the shortest way to a status. */
async function incidentAt(status: IncidentStatus) {
  let incident = (await post("/api/incidents", { category: "theft", position: [107.05, 34.35] })).json();
  const way: Record<IncidentStatus, IncidentStatus[]> = {
    reported: [],
    dispatched: ["dispatched"],
    on_scene: ["dispatched", "on_scene"],
    closed: ["dispatched", "on_scene", "closed"],
  };
  for (const step of way[status])
    incident = (await patch(`/api/incidents/${incident.id}`, { status: step }, incident.version)).json();
  return incident;
}

const pairs = statuses.flatMap((from) => statuses.map((to) => [from, to] as const));

describe("the status of an incident", () => {
  test.each(pairs)("%s → %s", async (from, to) => {
    const incident = await incidentAt(from);
    expect(incident.status).toBe(from);
    const answer = await patch(`/api/incidents/${incident.id}`, { status: to }, incident.version);
    if (from === to) {
      expect([answer.statusCode, answer.json()]).toEqual([200, incident]);
      return;
    }
    if (!transitions[from].includes(to)) {
      expect([answer.statusCode, answer.json().type]).toEqual([422, expect.stringContaining("status-transition")]);
      expect((await get(`/api/incidents/${incident.id}`)).json()).toEqual(incident);
      return;
    }
    const { dispatchedAt, arrivedAt, closedAt, status } = answer.json();
    expect(status).toBe(to);
    const has = { dispatched: dispatchedAt !== null, arrived: arrivedAt !== null, closed: closedAt !== null };
    if (to === "reported") expect(has).toEqual({ dispatched: false, arrived: false, closed: false });
    if (to === "dispatched") expect(has).toEqual({ dispatched: true, arrived: false, closed: false });
    if (to === "on_scene") expect(has).toMatchObject({ arrived: true, closed: false });
    if (to === "closed") expect(has).toMatchObject({ closed: true });
    const times = [incident.reportedAt, dispatchedAt, arrivedAt, closedAt].filter((time) => time !== null);
    expect(times).toEqual([...times].sort());
  });
});

test("a stale version is refused first, also when nothing would change or the status is out of turn", async () => {
  const incident = await incidentAt("dispatched");
  for (const status of ["dispatched", "closed"])
    expect((await patch(`/api/incidents/${incident.id}`, { status }, incident.version - 1)).statusCode).toBe(412);
  const closed = await incidentAt("closed");
  expect((await patch(`/api/incidents/${closed.id}`, { status: "on_scene" }, 1)).statusCode).toBe(412);
});

test("times must make sense: what ended before it began is refused", async () => {
  const body = {
    category: "theft",
    position: [107.05, 34.35],
    occurredFrom: "2026-01-02T00:00:00Z",
    occurredTo: "2026-01-01T00:00:00Z",
  };
  const answer = await post("/api/incidents", body);
  expect([answer.statusCode, answer.json().errors[0].pointer]).toEqual([422, "/occurredTo"]);
});
