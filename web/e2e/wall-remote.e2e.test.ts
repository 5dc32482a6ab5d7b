import type { Locator } from "playwright-core";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Schemas } from "../api/client.ts";
import { languages } from "../i18n/language.ts";
import { remoteMessages } from "../i18n/remote.ts";
import { sharedMessages } from "../i18n/shared.ts";
import { wallMessages } from "../i18n/wall.ts";
import { shownBox } from "./drawn-features.ts";
import { accessibilityFaults, api, clippedTexts, closeBrowser, mapDrawn, open, type Screen } from "./driver.ts";

let wall: Screen;
let phone: Screen;
let reported: Schemas["Incident"] | undefined;
afterEach(async () => {
  await wall.close();
  await phone.close();
  if (reported !== undefined) {
    const { version } = await api<Schemas["Incident"]>(`/api/incidents/${reported.id}`);
    await api(`/api/incidents/${reported.id}`, {
      method: "PATCH",
      headers: { "content-type": "application/json", "if-match": `"${version}"` },
      body: JSON.stringify({ status: "closed" }),
    });
  }
  reported = undefined;
});
afterAll(closeBrowser);

/** The wall asks every two seconds. */
const patient = { timeout: 15_000 };
const m = remoteMessages.en;
const w = wallMessages.en;
const button = (name: string) => phone.page.getByRole("button", { name, exact: true });

/** Reads the six digits off the wall and types them on the phone. */
async function pair(language: keyof typeof remoteMessages = "en"): Promise<void> {
  const code = (await wall.page.locator(".pairing .code").textContent())?.replaceAll(/\D/g, "") ?? "";
  await phone.page.getByLabel(remoteMessages[language].enterCode).fill(code);
  await phone.page.getByRole("button", { name: remoteMessages[language].pair, exact: true }).click();
  await phone.page
    .getByText(remoteMessages[language].noAlarms)
    .or(phone.page.locator(".waiting li").first())
    .first()
    .waitFor();
}

/** What it says once it says the same half a second later: the map takes its time to come to a place. */
async function settled(what: Locator): Promise<string | null> {
  let said: string | null | undefined;
  await expect
    .poll(
      async () => {
        const before = said;
        said = await what.textContent();
        return said === before;
      },
      { ...patient, interval: 500 },
    )
    .toBe(true);
  return said ?? null;
}

describe("a wall and its remote", () => {
  beforeEach(async () => {
    wall = await open("/wall.html?lang=en&theme=dusk&rotate=0", "wall");
    phone = await open("/remote.html?lang=en", "phone");
    await wall.page.locator(".newest li").first().waitFor();
  });

  test("a code on the wall lets one phone in, and is gone from the wall", async () => {
    expect(await accessibilityFaults(phone.page)).toEqual([]);
    await pair();
    await wall.page.locator(".pairing").waitFor({ state: "detached" });
    await phone.page.reload();
    await phone.page.getByText(/Paired until/).waitFor();
    expect(await accessibilityFaults(phone.page)).toEqual([]);
    // Another phone asks the first for a code, and is let in by it.
    await button(m.pairAnother).click();
    await wall.page.locator(".pairing .code").waitFor();
    expect([...wall.problems, ...phone.problems]).toEqual([]);
  });

  test("a wrong code is refused in words", async () => {
    await phone.page.getByLabel(m.enterCode).fill("000000");
    await button(m.pair).click();
    await phone.page.getByText(m.wrongCode).waitFor();
    expect(await phone.page.getByLabel(m.enterCode).inputValue()).toBe("");
  });

  test("an alarm taken on the phone is taken on the wall, and stays so when the wall starts again", async () => {
    await mapDrawn(wall.page);
    await pair();
    const { open: calls, newest } = await api<Schemas["Wall"]>("/api/wall");
    reported = await api<Schemas["Incident"]>("/api/incidents", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ category: "burglary", priority: 1, position: calls[0]?.position ?? newest[0]?.position }),
    });
    await wall.page.locator(".newest .is-alarm").waitFor({ timeout: 20_000 });
    // Others may wait, too.
    const urgent = phone.page.getByRole("img", { name: sharedMessages.en.priority(1) });
    const take = phone.page.locator(".waiting li", { hasText: "Burglary", has: urgent }).getByRole("button");
    await take.click();
    await take.waitFor({ state: "detached" });
    const taken = wall.page.locator(".newest .look-acknowledged", { hasText: "Burglary" }).first();
    await taken.waitFor();
    expect(await taken.textContent()).toContain(w.looks.acknowledged);
    await wall.page.locator(".inset").waitFor({ state: "hidden" });
    await wall.page.reload();
    await taken.waitFor();
    expect(await wall.page.locator(".is-alarm").count()).toBe(0);
  });

  test("view, palette, place and sound follow the phone, and survive a restart of the wall", async () => {
    await mapDrawn(wall.page);
    await pair();
    const scale = wall.page.locator(".wall-map .maplibregl-ctrl-scale").first();
    const whole = await scale.textContent();
    const box = async () => (await shownBox(wall.page)).map((degrees) => degrees.toFixed(4));
    const first = await box();
    await button(w.views.coverage as string).click();
    await wall.page.locator(".board-coverage").waitFor();
    await button(sharedMessages.en.night).click();
    await expect.poll(() => wall.page.evaluate(() => document.documentElement.dataset.theme), patient).toBe("night");
    await phone.page.getByLabel(m.sound).uncheck();
    await wall.page.getByText(w.soundMuted).waitFor();
    const name = (await phone.page.locator(".places li button").last().textContent()) ?? "";
    await phone.page.getByLabel(m.search).fill(name);
    await button(name).click();
    await phone.page.getByText(m.nowShown(name)).waitFor();
    await expect.poll(() => scale.textContent(), patient).not.toBe(whole);
    const near = await settled(scale);
    await wall.page.reload();
    await wall.page.locator(".board-coverage").waitFor();
    await expect.poll(() => scale.textContent(), patient).toBe(near);
    expect(await wall.page.evaluate(() => document.documentElement.dataset.theme)).toBe("night");
    await button(m.wholeCity).first().click();
    await expect.poll(() => scale.textContent(), patient).toBe(whole);
    // The same picture as at first, and not a little more or less of it.
    await expect.poll(box, patient).toEqual(first);
  });

  test("the last hour is shown again, and the present comes back", async () => {
    await mapDrawn(wall.page);
    await pair();
    await button(m.replay).click();
    const label = wall.page.locator(".replay");
    await label.waitFor();
    const first = await label.textContent();
    await expect.poll(() => label.textContent(), patient).not.toBe(first);
    await button(m.stopReplay).click();
    await label.waitFor({ state: "detached" });
  });

  test("a phone that has lost its cookie is the remote again at once, with every place, and is refused nothing", async () => {
    await pair();
    await phone.context.clearCookies();
    await phone.page.reload();
    await phone.page.locator(".places li").first().waitFor();
    await phone.page.getByText(/Paired until/).waitFor();
    expect(phone.problems).toEqual([]);
  });

  test("a remote that is put away steers no longer", async () => {
    await pair();
    await button(m.putAway).click();
    await phone.page.getByLabel(m.enterCode).waitFor();
    await phone.page.reload();
    await phone.page.getByLabel(m.enterCode).waitFor();
  });
});

test.each(languages)("on a phone in %s everything fits and axe finds nothing", async (language) => {
  wall = await open(`/wall.html?lang=${language}`, "wall");
  phone = await open(`/remote.html?lang=${language}`, "phone");
  await wall.page.locator(".newest li").first().waitFor();
  await pair(language);
  await phone.page.locator(".places li").first().waitFor();
  expect(await accessibilityFaults(phone.page)).toEqual([]);
  expect(await clippedTexts(phone.page)).toEqual([]);
  expect(phone.problems).toEqual([]);
});
