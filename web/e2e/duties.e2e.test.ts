import { readTile } from "@one-map/tiles/testing/read-tile";
import type { Page } from "playwright-core";
import { describe, expect, test } from "vitest";
import { auditMessages } from "../i18n/audit.ts";
import { deskMessages } from "../i18n/desk.ts";
import { emergencyMessages } from "../i18n/emergency.ts";
import { languages } from "../i18n/language.ts";
import { planMessages } from "../i18n/plan.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { stepUpMessages } from "../i18n/step-up.ts";
import { subjectMessages } from "../i18n/subject.ts";
import { distanceMeters, type LngLat } from "../spatial/distance.ts";
import { themes } from "../state/view.ts";
import { type DrawnFeature, drawnFeatures } from "./drawn-features.ts";
import { accessibilityFaults, clippedTexts, mapDrawn, sizes } from "./driver.ts";
import { testExports } from "./duties-exports.ts";
import { dutiesStage } from "./duties-stage.ts";
import { differences, pixelsOf } from "./pixels.ts";

/** Who sees what of one city, and what people of different duties ask of each other, each in a browser profile of their own. */

/** Where the two communities meet. */
const corner = "cam=107.1,34.3505,15.4";
const patient = { timeout: 20_000 };
const stage = dutiesStage();
const { at, atAsNobody, homesOf, problems, forgetProofs, enterPassword } = stage;

const homesDrawn = async (page: Page) => [
  ...new Set((await drawnFeatures(page)).flatMap(({ source, id }) => (source === "residences" ? [id] : []))),
];
/** Numbers of the street's houses on an officer's list. */
const housesListed = async (page: Page) => {
  await page.getByRole("button", { name: planMessages.en.kinds.residence }).click();
  return (await page.locator(".place strong").allInnerTexts()).flatMap((name) => /[EW]\d/.exec(name) ?? []).sort();
};
/** Not one more, and not one less: the tiles may have been asked for before the homes were on them. */
const showsHomesOf = async (page: Page, ...communities: number[]) => {
  const ids = communities.flatMap((community) => homesOf(community).map(({ id }) => id));
  await expect.poll(async () => (await homesDrawn(page)).sort(), patient).toEqual(ids.sort());
};

describe("one street in three browsers", () => {
  test("officers of neighbouring communities see the homes of their own side, on the map, in the list and in the picture", async () => {
    const see = async (login: string, community: number) => {
      const page = await at(login, `/plan.html?lang=en&theme=day&community=${community}&${corner}`);
      await mapDrawn(page);
      await showsHomesOf(page, community);
      expect(await housesListed(page)).toEqual(homesOf(community).map(({ number }) => number));
      const isForeign = ({ position }: DrawnFeature) => ((position?.[0] ?? 0) < 107.1 ? 1 : 2) !== community;
      const marks = async () => (await drawnFeatures(page)).filter(({ layer }) => layer === "plan-mark");
      await expect.poll(async () => (await marks()).length, patient).toBeGreaterThanOrEqual(5);
      expect((await marks()).filter(isForeign)).toEqual([]);
      await mapDrawn(page);
      return pixelsOf(page, await page.locator("canvas.maplibregl-canvas").screenshot());
    };
    const [west, east] = [await see("b-000101", 1), await see("b-000201", 2)];
    const places = differences(west, east);
    const middle = west.width / 2;
    expect(places.filter(([x]) => x < middle).length).toBeGreaterThan(500);
    expect(places.filter(([x]) => x > middle).length).toBeGreaterThan(500);
    expect(problems()).toEqual([]);
  });

  test("somebody without an account is sent the published map, and no point of a home", async () => {
    const page = await atAsNobody("/about.html?lang=en&theme=day");
    const sent: Promise<[path: string, bytes: Buffer]>[] = [];
    page.on("response", (answer) => {
      const { pathname } = new URL(answer.url());
      if (pathname.startsWith("/tiles/") && answer.status() === 200)
        sent.push(answer.body().then((bytes) => [pathname, bytes] as [string, Buffer]));
    });
    await page.goto(`${stage.server().url}/about.html?lang=en&theme=day&${corner}`);
    await mapDrawn(page);
    const tiles = await Promise.all(sent);
    const told = tiles.flatMap(([, bytes]) => Object.entries(readTile(bytes)));
    expect(told.length).toBeGreaterThan(0);
    expect(told.map(([name]) => name).filter((name) => !/^(areas|communities|roads)/.test(name))).toEqual([]);
    const attributes = told.flatMap(([, { features }]) =>
      features.flatMap(({ properties }) => Object.keys(properties)),
    );
    expect(attributes.filter((name) => /household_count|last_checked|address|number/.test(name))).toEqual([]);
    const points = (await drawnFeatures(page)).filter(({ position }) => position !== null);
    const blocks = points.filter(({ source }) => source === "published-blocks");
    expect(blocks.length).toBeGreaterThan(0);
    expect(points.filter(({ source }) => !/^(published-|communities|areas)/.test(source))).toEqual([]);
    expect(blocks.filter(({ properties }) => Number(properties.households) < 8)).toEqual([]);
    const meters = points.flatMap(({ position }) =>
      [...homesOf(1), ...homesOf(2)].map((home) => distanceMeters(position as LngLat, home.position)),
    );
    expect(Math.min(...meters)).toBeGreaterThan(20);
    for (const layer of ["residences", "venues"])
      expect(
        await page.evaluate(async (name) => (await fetch(`/tiles/${name}/15/26132/13020.mlt`)).status, layer),
      ).toBe(401);
    expect(problems()).toEqual([]);
  });
});

test("an officer's round begins with a community of their own, and says of another that it is not theirs", async () => {
  const m = planMessages.en;
  const page = await at("b-000201", "/plan.html?lang=en");
  await page.locator(".place").first().waitFor();
  const picker = page.getByRole("combobox", { name: m.community });
  expect(await picker.inputValue()).toBe("2");
  const group = (label: string) => picker.locator(`optgroup[label="${label}"] option`).allTextContents();
  expect([await group(m.own), await group(m.others)]).toEqual([["East"], ["West"]]);
  // Neither refused nor on record as if it had tried.
  expect(stage.answersRefused()).toEqual([]);
  await picker.selectOption({ label: "West" });
  await page.getByRole("alert").getByText(m.notYours).waitFor();
  await page.getByRole("link", { name: m.emergency }).waitFor();
});

describe("an emergency", () => {
  const m = emergencyMessages.en;
  const reason = "Child missing, last seen next door";
  const ask = async (page: Page) => {
    await page.getByLabel(m.reason).fill(reason);
    await page.getByRole("button", { name: m.send }).click();
    await page.getByText(m.sent).waitFor();
  };
  const secondsLeft = async (page: Page) => {
    const [, minutes, seconds] = /(\d+):(\d\d)/.exec((await page.getByRole("timer").textContent()) ?? "") ?? [];
    return Number(minutes) * 60 + Number(seconds);
  };

  test("is asked for on one screen and allowed on another, opens a community to read, and ends for both", async () => {
    const officer = await at("b-000101", "/plan.html?lang=en&theme=day&community=2", "phone");
    await officer.getByRole("link", { name: planMessages.en.emergency }).tap();
    expect(await officer.getByLabel(m.community).locator("option:checked").textContent()).toBe("East");
    await ask(officer);
    const second = await at("s-000200", "/desk.html?lang=en");
    await second.getByText(reason).waitFor();
    expect(await accessibilityFaults(second)).toEqual([]);
    await forgetProofs();
    await second.getByRole("button", { name: m.allowOf("b-000101", "East") }).click();
    await enterPassword(second, "not this one");
    await second.getByRole("alert").getByText(stepUpMessages.en.wrong).waitFor();
    await enterPassword(second);
    await second.getByText(m.allowed).waitFor();

    await officer.getByRole("timer").waitFor();
    const before = [await secondsLeft(officer), await secondsLeft(second)];
    for (const seconds of before) expect(seconds).toBeGreaterThan(840);
    await expect.poll(() => secondsLeft(officer), patient).toBeLessThan(before[0] as number);
    await expect.poll(() => secondsLeft(second), patient).toBeLessThan(before[1] as number);
    expect(await accessibilityFaults(officer)).toEqual([]);

    await officer.getByRole("link", { name: m.open("East") }).tap();
    await officer.getByText(m.banner("East"), { exact: true }).waitFor();
    await officer.goto(`${officer.url()}&cam=107.1,34.3505,14.6`);
    await mapDrawn(officer);
    // What was opened comes to what is the officer's own.
    await showsHomesOf(officer, 1, 2);
    expect(await housesListed(officer)).toEqual(homesOf(2).map(({ number }) => number));
    expect(await accessibilityFaults(officer)).toEqual([]);
    expect(await clippedTexts(officer)).toEqual([]);
    await officer.locator(".place .open").first().tap();
    await officer.locator(".place.is-selected").waitFor();
    expect(await officer.getByRole("button", { name: planMessages.en.save }).count()).toBe(0);
    const { rows } = await stage.server().database.pool.query(
      `select distinct subject from (select action, subject from audit.inbox union all select action, subject from audit.entry) e
       where action = 'break-glass-use' order by 1`,
    );
    expect(rows.map(({ subject }) => subject)).toEqual(["GET /api/plan", "GET /tiles/:layer/:z/:x/:file"]);

    await officer.getByRole("button", { name: m.end }).tap();
    await officer.waitForURL(/\/desk\.html/);
    await officer.getByText(m.stages.over).waitFor();
    await second.getByText(m.stages.over).waitFor();
    const auditor = await at("x-000001", "/admin.html?lang=en&tab=alarms");
    await expect.poll(() => auditor.getByText(auditMessages.en.alarmKinds["break-glass"] as string).count()).toBe(2);
    expect(problems()).toEqual([]);
  });

  test("that is refused opens nothing", async () => {
    const officer = await at("b-000201", "/desk.html?lang=en&community=1");
    await ask(officer);
    const command = await at("c-000001", "/desk.html?lang=zh-Hans", "tablet");
    await command.getByRole("button", { name: emergencyMessages["zh-Hans"].refuseOf("b-000201", "西园") }).click();
    await officer.getByText(m.stages.refused).waitFor();
    expect(await officer.getByRole("link", { name: m.open("West") }).count()).toBe(0);
    await officer.goto(`${stage.server().url}/plan.html?lang=en&community=1&emergency=2`);
    await officer.waitForURL(/\/desk\.html/);
  });
});

test("an incident is given to an officer on duty, who finds it among their own, and is taken back", async () => {
  const m = deskMessages.en;
  const supervisor = await at("s-000100", "/analyse.html?lang=en");
  await supervisor.locator(".incidents button", { hasText: sharedMessages.en.statuses.dispatched }).first().click();
  await supervisor.getByRole("link", { name: "Give to an officer" }).click();
  const dialog = supervisor.getByRole("dialog");
  // The officer next door is not on duty here.
  await expect.poll(() => dialog.locator("li strong").allTextContents()).toEqual(["b-000101"]);
  expect(await accessibilityFaults(supervisor)).toEqual([]);
  await dialog.getByRole("button", { name: m.giveTo("b-000101") }).click();
  await dialog.getByText(m.given("b-000101")).waitFor();
  const officer = await at("b-000101", "/desk.html?lang=en&tab=tasks", "phone");
  const mine = officer.getByRole("region", { name: m.mine }).locator("li");
  await mine.first().waitFor();
  expect(await mine.count()).toBe(1);
  expect(await officer.getByRole("region", { name: m.open }).count(), "gives none away").toBe(0);
  await dialog.getByRole("button", { name: m.takeBackFrom("b-000101") }).click();
  await dialog.getByText(m.taken("b-000101")).waitFor();
  await officer.reload();
  await officer.getByText(m.noneMine).waitFor();
  expect(problems()).toEqual([]);
});

test("what somebody says of an address is taken down, read up for it, and answered", async () => {
  const m = subjectMessages.en;
  const page = await at("c-000001", "/desk.html?lang=en&tab=addresses");
  const find = async (number: string) => {
    await page.getByLabel(m.road).fill("河滨路");
    await page.getByLabel(m.number).fill(number);
    await page.getByRole("button", { name: m.search }).click();
  };
  await find("W");
  await page.getByText(m.nothingFound).waitFor();
  await find("W1");
  await page.getByLabel(m.kind).selectOption({ label: m.kinds.correction });
  await page.getByLabel(m.statement).fill("It has five storeys, not six.");
  expect(await accessibilityFaults(page)).toEqual([]);
  await page.getByRole("button", { name: m.take }).click();
  await page.getByText(m.taken("1")).waitFor();
  await page.getByRole("button", { name: m.openOf("1") }).click();
  const dialog = page.getByRole("dialog", { name: m.request("1") });
  await dialog.getByText("It has five storeys, not six.").waitFor();
  await dialog.getByLabel(m.reason).fill("Asked at the counter");
  await dialog.getByRole("button", { name: m.show }).click();
  await dialog.getByText("河滨路 W1").waitFor();
  // The officer of this side had the home on the list of the day; nobody else was told its address.
  expect(await dialog.getByText(/^The round of the day: \d+, last /).count()).toBe(1);
  expect(await dialog.getByText(/: \d+, last /).count()).toBe(1);
  expect(await accessibilityFaults(page)).toEqual([]);
  await dialog.getByRole("radio", { name: m.done }).check();
  await dialog.getByLabel(m.answer).fill("Corrected to five.");
  await dialog.getByRole("button", { name: m.save }).click();
  await page.getByText(m.noRequests).waitFor();
  await page.getByLabel(m.status).selectOption("done");
  await page.getByRole("button", { name: m.openOf("1") }).click();
  await dialog.getByText("Corrected to five.").waitFor();
  expect(problems()).toEqual([]);
});

testExports(stage);

test.each(languages)("in %s everything of the desk fits, at every size and in every theme", async (lang) => {
  const page = await at("c-000001", `/desk.html?lang=${lang}`);
  const tabs = [emergencyMessages[lang].title, deskMessages[lang].tasks, subjectMessages[lang].title];
  for (const [size, theme] of [
    ["wall", "day"],
    ["tablet", "dusk"],
    ["phone", "night"],
  ] as const) {
    await page.setViewportSize(sizes[size]);
    await page.goto(`${stage.server().url}/desk.html?lang=${lang}&theme=${theme}`);
    for (const [i, tab] of tabs.entries()) {
      await page.getByRole("tab", { name: tab, exact: true }).click();
      await page.getByRole("heading", { level: 2 }).first().waitFor();
      expect(await clippedTexts(page), `${tab} at ${size}`).toEqual([]);
      // Each theme with another tab: what is in them was looked at above, by day.
      if (i === themes.indexOf(theme)) expect(await accessibilityFaults(page), `${tab} in ${theme}`).toEqual([]);
    }
  }
  expect(problems()).toEqual([]);
});
