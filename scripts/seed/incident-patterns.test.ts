import { describe, expect, test } from "vitest";
import { planCity } from "./city-plan.ts";
import { localDay, startOfLocalDay, summerness, weekdayOf } from "./clock.ts";
import { lastYearDays } from "./incident-times.ts";
import { type Incident, incidents } from "./incidents.ts";
import { metersBetween } from "./lattice.ts";
import { unevennessOf } from "./unevenness.ts";

/** What an analyst would look for in three years of incidents, by the methods that an analyst would use. */

const now = Date.parse("2026-11-24T04:00:00Z") / 1000;
const plan = planCity("city", 7);
const all = [...incidents(plan, now)];
const hourOf = (at: number) => Math.floor((at - startOfLocalDay(localDay(at))) / 3_600);
const of = (category: string) => all.filter((one) => one.category === category);
const share = (list: readonly Incident[], test: (one: Incident) => boolean) => list.filter(test).length / list.length;
const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] as number;

describe("the change from year to year", () => {
  const today = localDay(now);
  const counts = plan.communities.map(() => ({ last: 0, before: 0 }));
  for (const { communityId, occurredFrom } of all) {
    const daysAgo = today - localDay(occurredFrom);
    const count = counts[communityId - 1] as { last: number; before: number };
    if (daysAgo <= lastYearDays && daysAgo > 0) count.last++;
    else if (daysAgo > lastYearDays && daysAgo <= 2 * lastYearDays) count.before++;
  }
  const p = counts.map(({ last, before }) => exactConditional(last, before));
  const { yearlyChange } = unevennessOf(plan);
  const isReal = (index: number) => yearlyChange[index + 1] !== 1;

  test("is real in a few communities, and the exact test with Benjamini and Hochberg's rule finds each of them", () => {
    const real = p.map((_, index) => index).filter(isReal);
    expect(real).toHaveLength(8);
    const order = p.map((value, index) => ({ value, index })).sort((a, b) => a.value - b.value);
    const cut = order.findLastIndex(({ value }, rank) => value <= (0.05 * (rank + 1)) / p.length);
    const found = order.slice(0, cut + 1).map(({ index }) => index);
    expect(real.filter((index) => !found.includes(index))).toEqual([]);
    expect(found.filter((index) => !isReal(index)).length).toBeLessThanOrEqual(1);
  });

  test("goes the way that is written down", () => {
    for (const [index, { last, before }] of counts.entries())
      if (isReal(index)) expect(last > before).toBe((yearlyChange[index + 1] as number) > 1);
  });

  test("is chance in the rest: about one in twenty passes a test at five per cent", () => {
    const rest = p.filter((_, index) => !isReal(index));
    const passing = rest.filter((value) => value < 0.05).length / rest.length;
    expect(passing).toBeGreaterThan(0.01);
    expect(passing).toBeLessThan(0.1);
  });
});

describe("what happens soon and near after a deed of its kind (Knox)", () => {
  /** Pairs within 150 m and three days, over what they would be if place and time had nothing to do with each other. */
  const knoxRatio = (list: readonly Incident[]) => {
    let near = 0;
    let soon = 0;
    let both = 0;
    for (const [i, a] of list.entries()) {
      for (const b of list.slice(i + 1)) {
        const isNear = metersBetween(a.position, b.position) <= 150;
        const isSoon = Math.abs(a.occurredFrom - b.occurredFrom) <= 3 * 86_400;
        if (isNear) near++;
        if (isSoon) soon++;
        if (isNear && isSoon) both++;
      }
    }
    return both / ((near * soon) / ((list.length * (list.length - 1)) / 2));
  };

  test("is more than chance for burglary, and no more than chance for fraud", () => {
    const quarter = (category: string) => of(category).filter(({ occurredFrom }) => occurredFrom > now - 91 * 86_400);
    expect(knoxRatio(quarter("burglary"))).toBeGreaterThan(2);
    expect(knoxRatio(quarter("fraud"))).toBeLessThan(1.5);
  });
});

describe("the rhythm", () => {
  test("has rush hours on the roads, nights for noise and offices for fraud", () => {
    const between = (from: number, to: number) => (one: Incident) =>
      hourOf(one.occurredFrom) >= from && hourOf(one.occurredFrom) < to;
    const traffic = of("traffic");
    expect(share(traffic, between(7, 10)) / (3 / 24)).toBeGreaterThan(1.4);
    expect(share(traffic, between(17, 20)) / (3 / 24)).toBeGreaterThan(1.4);
    expect(share(traffic, between(0, 5)) / (5 / 24)).toBeLessThan(0.5);
    expect(share(of("noise"), (one) => hourOf(one.occurredFrom) >= 20 || hourOf(one.occurredFrom) < 2)).toBeGreaterThan(
      0.5,
    );
    expect(share(of("fraud"), between(8, 18))).toBeGreaterThan(0.5);
  });

  test("has more assaults on weekends, more noise in summer, more burglary in winter", () => {
    expect(share(of("assault"), (one) => weekdayOf(localDay(one.occurredFrom)) >= 6) / (2 / 7)).toBeGreaterThan(1.25);
    const summer = (list: readonly Incident[]) => share(list, (one) => summerness(localDay(one.occurredFrom)) > 0.5);
    expect(summer(of("noise"))).toBeGreaterThan(0.55);
    expect(summer(of("burglary"))).toBeLessThan(0.5);
  });

  test("leaves chance its part: days differ by more than season and weekday say", () => {
    const byDay = new Map<number, number>();
    for (const { occurredFrom } of all) {
      const day = localDay(occurredFrom);
      if (day < localDay(now)) byDay.set(day, (byDay.get(day) ?? 0) + 1);
    }
    // The same weekday one week apart has the same season: half the squared difference over the mean is 1 for Poisson.
    const days = [...byDay.keys()].filter((day) => byDay.has(day + 7));
    const mean = days.reduce((sum, day) => sum + (byDay.get(day) as number), 0) / days.length;
    const half = days.reduce(
      (sum, day) => sum + ((byDay.get(day) as number) - (byDay.get(day + 7) as number)) ** 2 / 2,
      0,
    );
    expect(half / days.length / mean).toBeGreaterThan(0.8);
    expect(half / days.length / mean).toBeLessThan(2);
  });
});

describe("the lags", () => {
  const closed = all.filter(({ status }) => status === "closed");
  const response = (priority: number) =>
    median(
      closed
        .filter((one) => one.priority === priority)
        .map(({ reportedAt, arrivedAt }) => ((arrivedAt as number) - reportedAt) / 60),
    );

  test("are short for urgent calls and longer for the others, in minutes that a service would know", () => {
    expect(response(1)).toBeGreaterThan(3);
    expect(response(1)).toBeLessThan(9);
    expect(response(5)).toBeGreaterThan(15);
    for (const priority of [2, 3, 4, 5]) expect(response(priority)).toBeGreaterThan(response(priority - 1));
  });

  test("are longer far out than in the middle of the town", () => {
    const travel = (list: readonly Incident[]) =>
      median(list.map(({ dispatchedAt, arrivedAt }) => (arrivedAt as number) - (dispatchedAt as number)));
    const county = (one: Incident) => {
      const town = plan.communities[one.communityId - 1]?.townId as number;
      return (plan.areas[(plan.areas[town - 1]?.parentId as number) - 1]?.names.zhHans ?? "").endsWith("县");
    };
    expect(travel(closed.filter(county)) / travel(closed.filter((one) => !county(one)))).toBeGreaterThan(1.1);
  });

  test("show a burglary found hours later, with the span in which it can have happened", () => {
    const burglary = of("burglary").filter(({ status }) => status === "closed");
    expect(median(burglary.map(({ occurredFrom, reportedAt }) => reportedAt - occurredFrom))).toBeGreaterThan(
      4 * 3_600,
    );
    expect(burglary.every(({ occurredTo }) => occurredTo !== null)).toBe(true);
  });

  test("do not pile up at the end of the period", () => {
    const lastHour = all.filter(({ reportedAt }) => reportedAt > now - 3_600).length;
    const anHour =
      all.filter(({ reportedAt }) => reportedAt > now - 7 * 86_400 && reportedAt <= now - 6 * 86_400).length / 24;
    expect(lastHour).toBeGreaterThan(anHour / 3);
    expect(lastHour).toBeLessThan(anHour * 3);
  });
});

/** Two-sided exact p of two counts of equal periods: 2 × the smaller tail of Bin(n, 1/2), at most 1. */
function exactConditional(a: number, b: number): number {
  const n = a + b;
  let logChoose = 0;
  let tail = 0;
  for (let k = 0; k <= Math.min(a, b); k++) {
    if (k > 0) logChoose += Math.log((n - k + 1) / k);
    tail += Math.exp(logChoose - n * Math.LN2);
  }
  return Math.min(1, 2 * tail);
}
