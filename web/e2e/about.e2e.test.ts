import { afterAll, afterEach, describe, expect, test } from "vitest";
import type { Schemas } from "../api/client.ts";
import { aboutMessages } from "../i18n/about.ts";
import { languages, nameIn } from "../i18n/language.ts";
import { themes } from "../state/view.ts";
import { accessibilityFaults, clippedTexts, closeBrowser, launch, mapDrawn, open, type Screen } from "./driver.ts";

/** The town as somebody sees it who has no account. */

let screen: Screen;
afterEach(() => screen.close());
afterAll(closeBrowser);

const m = aboutMessages.en;
const ask = <T>(path: string) =>
  screen.page.evaluate(async (address) => (await (await fetch(address)).json()) as unknown, path) as Promise<T>;

test("anyone sees the published map and asks for nothing else", async () => {
  screen = await open("/about.html?lang=en", "desk");
  const asked = new Set<string>();
  screen.context.on("request", (request) => asked.add(new URL(request.url()).pathname));
  await screen.page.reload();
  await mapDrawn(screen.page);
  const data = [...asked].filter((path) => /^\/(api|tiles)\//.test(path));
  expect(data.filter((path) => !/^\/api\/published|^\/tiles\/(areas|communities|roads)\//.test(path))).toEqual([]);
  expect(data).toEqual(expect.arrayContaining(["/api/published/blocks", "/api/published/incidents"]));
  expect(screen.problems).toEqual([]);
});

test("the counts beside the map are those of the quarter that is chosen, and what is withheld says so", async () => {
  screen = await open("/about.html?lang=en", "desk");
  const { page } = screen;
  await page.getByText(m.counts).click();
  const { period, communities } = await ask<Schemas["PublishedCity"]>("/api/published");
  const rows = page.locator(".counts tbody tr");
  const check = async (quarter: string) => {
    const { total, communities: listed } = await ask<Schemas["PublishedIncidents"]>(
      `/api/published/incidents?period=${quarter}`,
    );
    const first = page.locator(".counts tbody td").first();
    await expect
      .poll(() => first.textContent())
      .toBe(total === null ? `–${m.withheld}` : total.toLocaleString("en-GB"));
    expect(await rows.count()).toBe(listed.length + 1);
    const names = new Map(communities.map(({ id, names }) => [id, nameIn("en", names)]));
    expect(await rows.nth(1).locator("th").textContent()).toBe(names.get(listed[0]?.communityId as number));
  };
  await check(period as string);
  const before = await page.getByLabel(m.period).locator("option").nth(1).getAttribute("value");
  await page.getByLabel(m.period).selectOption(before);
  await check(before as string);
  expect(await accessibilityFaults(page)).toEqual([]);
});

test("a link to a street shows that street", async () => {
  screen = await open("/about.html?lang=en", "desk");
  const { items } = await ask<{ items: Schemas["PublishedBlock"][] }>("/api/published/blocks");
  const [lng, lat] = (items[0] as Schemas["PublishedBlock"]).position;
  await screen.page.goto(`${new URL(screen.page.url()).origin}/about.html?lang=en&cam=${lng},${lat},16`);
  await mapDrawn(screen.page);
  expect(new URL(screen.page.url()).searchParams.get("cam")).toContain(",16");
  expect(await screen.page.locator(".maplibregl-ctrl-scale").textContent()).toMatch(/\d\sm$/);
});

test("where no map can be drawn the counts are there all the same", async () => {
  const blind = await launch({ hasWebGl: false });
  screen = await open("/about.html?lang=en", "desk", blind);
  await screen.page.locator(".map-note").waitFor();
  await screen.page.getByText(m.counts).click();
  await screen.page.locator(".counts tbody tr").nth(1).waitFor();
  await screen.close();
  await blind.close();
});

describe.each(languages)("in %s", (lang) => {
  test.each(["phone", "desk", "wall"] as const)("everything fits at %s size", async (size) => {
    screen = await open(`/about.html?lang=${lang}`, size);
    await screen.page.getByRole("heading", { name: aboutMessages[lang].map }).waitFor();
    await mapDrawn(screen.page);
    await screen.page.getByText(aboutMessages[lang].counts).click();
    expect(await clippedTexts(screen.page)).toEqual([]);
    expect(screen.problems).toEqual([]);
  });
});

test.each(themes)("axe finds nothing in the %s theme", async (theme) => {
  screen = await open(`/about.html?lang=en&theme=${theme}`, "phone");
  await mapDrawn(screen.page);
  expect(await accessibilityFaults(screen.page)).toEqual([]);
});
