import { isForAll } from "@one-map/server/access/hold";
import { purposeItems, taskKinds } from "@one-map/server/access/purposes";
import { routeTable } from "@one-map/server/access/route-table";
import { exportLayerNames } from "@one-map/server/exports/layers";
import { retentionSubjects } from "@one-map/server/retention/rules";
import { describe, expect, test } from "vitest";
import { languages } from "../i18n/language.ts";
import { recordWords } from "./record-words.ts";

const names = { purposes: purposeItems, communities: new Map([[9, "Riverside"]]) };
const en = recordWords("en", "Asia/Shanghai", names);

test.each([
  ["residence:12", "dwelling 12"],
  ["plan:9", "list of visits, Riverside"],
  ["plan:8", "list of visits, community 8"],
  ["correction:3", "request 3 about an address"],
  ["residences", "dwellings"],
  ["PATCH /api/incidents/:id", "incidents (change)"],
  ["GET /tiles/:layer/:z/:x/:file", "layers of the map (read)"],
  ["0f1a4e11-0000-4000-8000-000000000002", "session 0f1a4e11…"],
])("%s is told as %s", (stored, words) => {
  expect(en.subject(stored)).toBe(words);
});

test("one word means what it was said of: a duty, an alarm, or rows", () => {
  expect(["alarm", "retention-rule"].map((action) => en.subject("break-glass", action))).toEqual([
    "emergency",
    "emergencies",
  ]);
  expect(recordWords("zh-Hans", "UTC", names).subject("accounts", "duty")).toBe("管理账号");
});

test("a purpose is its item of the list by name, with its task", () => {
  expect(en.purpose("dwelling-visit visit:12")).toBe("Visit to a dwelling: visit to dwelling 12");
  expect(en.purpose("day-round plan:9")).toBe("The round of the day: list of visits, Riverside");
  expect(en.purpose("report")).toBe("Report and statistics");
  expect(recordWords("zh-Hant", "UTC", names).purpose("day-round plan:8")).toBe("當日走訪計畫：走訪計畫（社區 8）");
});

test("details that are codes are told in words, a filter by its conditions, a beginning before its end", () => {
  const detail = { to: "2026-11-27T00:00:00Z", from: "2026-11-26T00:00:00Z", role: "officer", of: "plan:9", asked: 9 };
  expect(en.detail(detail)).toEqual([
    "role: Community officer",
    "of what: list of visits, Riverside",
    "community asked for: Riverside",
    "from: 26/11/2026, 08:00",
    "to: 27/11/2026, 08:00",
  ]);
  expect(en.detail({ filter: '{"communityIds":[9,8],"hours":[0,1]}', action: "sign-in" })).toEqual([
    "communities: Riverside, 8",
    "hours: 0, 1",
    "what: Sign-in",
  ]);
});

test("what is not known is told as it is stored", () => {
  for (const text of ["hydrant:3", "constructor", "GET /api/hydrants/:id", "toString:4", "9"]) {
    expect(en.subject(text)).toBe(text);
    expect(en.purpose(text)).toBe(text.split(" ").join(": "));
  }
  expect(en.detail({ role: "toString", filter: "[1" })).toEqual(["role: toString", "filter: [1"]);
});

/** What may be refused to somebody who is known: what is for all is put on no record. */
const routes = Object.keys(routeTable).filter((route) => {
  const touches = routeTable[route];
  return !isForAll(touches) && touches !== "device" && touches !== "asker";
});

describe.each(languages)("in %s", (lang) => {
  const words = recordWords(lang, "UTC", { ...names, communities: new Map() });
  test.each([
    ["routes", routes],
    ["tasks", taskKinds.map((kind) => `${kind}:7`)],
    ["files", exportLayerNames],
    ["ages of deletion", retentionSubjects],
    ["holds", ["hold:7"]],
    ["readings of the record", ["entries", "alarms"]],
  ])("%s have words", (_, stored) => {
    expect(stored.filter((text) => words.subject(text) === text && (lang !== "en" || text.includes(":")))).toEqual([]);
  });
});
