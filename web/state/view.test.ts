import fc from "fast-check";
import { expect, test } from "vitest";
import { languages } from "../i18n/language.ts";
import { formatView, noFilter, parseView, themes, type View } from "./view.ts";

const list = (words: readonly string[]) => fc.uniqueArray(fc.constantFrom(...words)).map((items) => items.sort());
const numbers = (max: number, min: number) =>
  fc.uniqueArray(fc.integer({ min, max })).map((items) => items.sort((a, b) => a - b));
const day = fc
  .date({ min: new Date("2000-01-01"), max: new Date("2099-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));

const view: fc.Arbitrary<View> = fc.record({
  theme: fc.option(fc.constantFrom(...themes)),
  lang: fc.option(fc.constantFrom(...languages)),
  camera: fc.option(
    fc.record({
      lng: fc.integer({ min: -18_000_000, max: 18_000_000 }).map((n) => n / 1e5),
      lat: fc.integer({ min: -8_500_000, max: 8_500_000 }).map((n) => n / 1e5),
      zoom: fc.integer({ min: 0, max: 2200 }).map((n) => n / 100),
    }),
  ),
  filter: fc.record({
    fromDay: fc.option(day),
    toDay: fc.option(day),
    categories: list(["theft", "LARCENY/THEFT", "噪音", "a&b=c"]),
    statuses: list(["closed", "reported"]),
    hours: numbers(23, 0),
    weekdays: numbers(7, 1),
    communities: numbers(9_999, 1),
  }),
});

const clean = (value: View): View => JSON.parse(JSON.stringify(value)) as View;

test("a view survives its own address", () => {
  fc.assert(
    fc.property(view, (given) => {
      expect(clean(parseView(formatView(given, "")))).toEqual(clean(given));
    }),
  );
});

test("what is not part of a view stays in the address", () => {
  expect(formatView(parseView("?width=1.2&theme=night"), "?width=1.2&theme=night")).toContain("width=1.2");
});

test("nonsense in an address is left out", () => {
  const read = parseView("?theme=neon&lang=fr&cam=999,1,1&hour=25,-1,7,x&weekday=0,8&from=yesterday");
  expect(read).toEqual({ theme: null, lang: null, camera: null, filter: { ...noFilter, hours: [7] } });
});

test("any text is an address that can be read", () => {
  fc.assert(fc.property(fc.string(), (text) => void parseView(text)));
});
