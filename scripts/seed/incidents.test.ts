import { describe, expect, test } from "vitest";
import { planCity } from "./city-plan.ts";
import { incidents } from "./incidents.ts";
import { placesByBlock } from "./places.ts";
import { citySizes } from "./sizes.ts";
import { unevennessOf } from "./unevenness.ts";

const now = Date.parse("2026-11-24T04:00:00Z") / 1000;
const plan = planCity("city", 7);
const all = [...incidents(plan, now)];

describe("three years of incidents", () => {
  test("are exactly as many as the size asks for, in the order of their days, none in the future", () => {
    expect(all).toHaveLength(citySizes.city.incidents);
    expect(all.map(({ id }) => id)).toEqual(Array.from(all, (_, i) => i + 1));
    expect(all.every((i) => i.reportedAt <= now && (i.closedAt ?? 0) <= now && (i.arrivedAt ?? 0) <= now)).toBe(true);
  });

  test("are reported, answered and closed in that order", () => {
    for (const i of all) {
      expect(i.reportedAt).toBeGreaterThanOrEqual(i.occurredFrom);
      if (i.occurredTo !== null) expect(i.occurredTo).toBeGreaterThanOrEqual(i.occurredFrom);
      if (i.dispatchedAt !== null) expect(i.dispatchedAt).toBeGreaterThanOrEqual(i.reportedAt);
      if (i.arrivedAt !== null) expect(i.arrivedAt).toBeGreaterThanOrEqual(i.dispatchedAt ?? 0);
      expect(i.closedAt !== null).toBe(i.status === "closed");
    }
  });

  test("leave as many open as a shift has on its hands", () => {
    expect(all.filter(({ status }) => status !== "closed")).toHaveLength(citySizes.city.openIncidents);
  });

  test("crowd at hot spots: a twentieth of the built-up blocks has a quarter of them or more", () => {
    const counts = new Map<string, number>();
    for (const {
      position: [lng, lat],
    } of all) {
      const cell = `${Math.floor(lng * 500)},${Math.floor(lat * 500)}`;
      counts.set(cell, (counts.get(cell) ?? 0) + 1);
    }
    const sorted = [...counts.values()].sort((a, b) => b - a);
    const top = sorted.slice(0, Math.ceil(sorted.length / 20)).reduce((sum, n) => sum + n, 0);
    expect(top / all.length).toBeGreaterThan(0.2);
  });

  test("are the same for the same number and instant", () => {
    const town = planCity("town", 3);
    expect([...incidents(town, now)]).toEqual([...incidents(planCity("town", 3), now)]);
  });
});

describe("places", () => {
  const town = planCity("town", 7);
  const blocks = [...placesByBlock(town, now)];

  test("are exactly as many as the size asks for", () => {
    expect(blocks.reduce((sum, { addresses }) => sum + addresses.length, 0)).toBe(2_000);
    expect(blocks.reduce((sum, { venues }) => sum + venues.length, 0)).toBe(150);
  });

  test("are looked after unevenly, so that coverage has gaps to find", () => {
    const neglect = unevennessOf(plan).neglect.slice(1);
    expect(neglect.filter((n) => n > 1.8).length).toBe(26);
    expect(neglect.filter((n) => n < 1.2).length).toBeGreaterThan(100);
  });
});
