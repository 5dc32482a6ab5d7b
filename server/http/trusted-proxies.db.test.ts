import { afterAll, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";

const forwarded = { host: "map.example", "x-forwarded-proto": "https" };

/** Where TileJSON says the tiles are, for a client that came through a proxy at 127.0.0.1. */
async function tilesSaidBy({ get }: Awaited<ReturnType<typeof testApp>>): Promise<string> {
  return new URL((await get("/tiles/venues.json", forwarded)).json().tiles[0]).origin;
}

const open = await testApp();
const behindProxy = await testApp({ trustedProxies: ["127.0.0.0/8"] });
const behindAnother = await testApp({ trustedProxies: ["10.0.0.1"] });
afterAll(() => Promise.all([open, behindProxy, behindAnother].map(({ close }) => close())));

test("links say https behind a proxy that is trusted to know", async () => {
  expect(await tilesSaidBy(behindProxy)).toBe("https://map.example");
});

test("what anybody else forwards is not believed", async () => {
  expect(await tilesSaidBy(open)).toBe("http://map.example");
  expect(await tilesSaidBy(behindAnother)).toBe("http://map.example");
});
