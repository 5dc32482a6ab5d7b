import { expect, test } from "vitest";
import { listSources } from "../testing/source-files.ts";
import { planesOfPage, planesOfRoute } from "./planes.ts";

test("a route that is forgotten is on the main plane, unless it touches what is administrative", () => {
  expect(planesOfRoute("GET /api/forgotten")).toEqual(["main"]);
});

test("administration is on its plane alone, what everybody needs who signs in on both, and every other page on the map's", () => {
  const pages = listSources(/^web\/[\w-]+\.html$/).map((path) => path.replace("web", ""));
  const of = (planes: string) => pages.filter((page) => planesOfPage(page).join() === planes);
  expect(of("admin")).toEqual(["/admin.html"]);
  expect(of("main,admin")).toEqual(["/about.html", "/account.html", "/index.html", "/sign-in.html"]);
  expect(of("main")).toHaveLength(pages.length - 5);
  expect(of("main")).toContain("/wall.html");
});

test("what belongs to a page is where the page is: its compressed files", () => {
  expect(planesOfPage("/wall.html.br")).toEqual(["main"]);
  expect(planesOfPage("/admin.html.gz")).toEqual(["admin"]);
  expect(planesOfPage("/assets/x.js")).toEqual(["main", "admin"]);
});
