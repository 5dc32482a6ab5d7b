import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll } from "vitest";
import { stepUpMessages } from "../i18n/step-up.ts";
import type { LngLat } from "../spatial/distance.ts";
import { closeBrowser, open, type Screen, type SizeName } from "./driver.ts";
import { type OwnServer, openAs, password, startOwnServer } from "./own-server.ts";

export interface Home {
  readonly id: number;
  readonly community_id: number;
  readonly number: string;
  readonly position: LngLat;
}

/** A server with somebody of every duty, and a street along the border of its two communities. */
export interface DutiesStage {
  server(): OwnServer;
  /** Five homes on each side of the border. */
  homesOf(community: number): readonly Home[];
  /** Opens a page as somebody, in a browser profile of their own; it is closed after the test. */
  at(login: string, path: string, size?: SizeName): Promise<Page>;
  /** The same as nobody. */
  atAsNobody(path: string): Promise<Page>;
  /** What a user of any page of the test would not forgive, but for answers that say who may not have something. */
  problems(): string[];
  /** Answers to any page of the test that say who may not have something. */
  answersRefused(): string[];
  /** As after six minutes: passwords have to be entered again. */
  forgetProofs(): Promise<void>;
  enterPassword(page: Page, word?: string): Promise<void>;
}

const street = `
  with places as (
    insert into address (community_id, road, number, geom)
    select 1 + (i > 0)::int, '河滨路', case when i > 0 then 'E' else 'W' end || abs(i),
      st_setsrid(st_makepoint(107.1 + i * 0.0008, 34.3505), 4326)
    from generate_series(-5, 5) i where i <> 0 returning id, community_id, number, geom),
  built as (
    insert into residence (address_id, community_id, household_count, storeys, last_checked_at, geom)
    select id, community_id, 20, 6, now() - interval '400 days', geom from places returning id, address_id)
  select built.id, community_id, number, json_build_array(st_x(geom), st_y(geom)) as position
  from built join places on places.id = built.address_id order by number`;

const refusal = /status of (401|403|404)/;

/** Sets the stage for a file of tests, and strikes it after them. */
export function dutiesStage(): DutiesStage {
  let server: OwnServer;
  let homes: readonly Home[];
  const screens: Screen[] = [];
  beforeAll(async () => {
    server = await startOwnServer({ city: true });
    await server.account("b-000101", "officer", [1]);
    await server.account("b-000201", "officer", [2]);
    await server.account("s-000100", "supervisor", [1]);
    await server.account("s-000200", "supervisor", [2]);
    await server.account("c-000001", "command", [null]);
    await server.account("n-000001", "analyst", [1]);
    await server.account("n-000002", "analyst", [null]);
    await server.account("x-000001", "auditor");
    homes = (await server.database.pool.query<Home>(street)).rows;
  });
  afterEach(async () => {
    for (const screen of screens.splice(0)) await screen.close();
  });
  afterAll(async () => {
    await closeBrowser();
    await server.close();
  });
  const keep = (screen: Screen) => {
    screens.push(screen);
    return screen.page;
  };
  return {
    server: () => server,
    homesOf: (community) => homes.filter((home) => home.community_id === community),
    at: async (login, path, size = "desk") => keep(await openAs(server, login, path, size)),
    atAsNobody: async (path) => keep(await open(path, "desk", undefined, server.url)),
    problems: () => screens.flatMap((screen) => screen.problems).filter((text) => !refusal.test(text)),
    answersRefused: () => screens.flatMap((screen) => screen.problems).filter((text) => refusal.test(text)),
    forgetProofs: async () => {
      await server.database.pool.query("update access.session set verified_at = now() - interval '6 minutes'");
    },
    enterPassword: async (page, word = password) => {
      const dialog = page.getByRole("dialog", { name: stepUpMessages.en.title });
      await dialog.getByLabel(stepUpMessages.en.password, { exact: true }).fill(word);
      await dialog.getByRole("button", { name: stepUpMessages.en.goOn }).click();
    },
  };
}
