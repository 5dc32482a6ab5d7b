import fc from "fast-check";
import { expect, test } from "vitest";
import { inLanguage, ownAddress } from "./own-address.ts";

const origin = "https://map.example";

test.each([
  ["/plan.html", "/plan.html"],
  ["/analyse.html?category=theft&lang=en#here", "/analyse.html?category=theft&lang=en#here"],
  ["/", "/"],
])("%s is taken", (to, path) => {
  expect(ownAddress(to, origin)?.href).toBe(origin + path);
});

test.each([
  null,
  "",
  "plan.html",
  "//elsewhere.example/",
  "/\\elsewhere.example/",
  "\\\\elsewhere.example",
  "/\t/elsewhere.example",
  "https://elsewhere.example/",
  "javascript:alert(1)",
  "data:text/html,x",
  " /plan.html",
  "/sign-in.html?to=%2Fsign-in.html",
])("%j is not", (to) => {
  expect(ownAddress(to, origin)).toBeUndefined();
});

test("whatever is asked for, it stays on this server", () => {
  const piece = fc.constantFrom(
    "/",
    "\\",
    ".",
    "..",
    "//",
    "@",
    ":",
    "\t",
    "\n",
    "%2f",
    "elsewhere.example",
    "https:",
    "a",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
      const url = ownAddress(pieces.join(""), origin);
      // Read again as the browser does, with what it would have been given.
      if (url !== undefined) expect(new URL(url.href, origin).origin).toBe(origin);
    }),
  );
});

test("a page is opened in the language of the sign-in, another answer is left as it is", () => {
  expect(inLanguage(new URL("/plan.html?lang=en&community=3", origin), "zh-Hant").href).toBe(
    `${origin}/plan.html?lang=zh-Hant&community=3`,
  );
  expect(inLanguage(new URL("/api/coverage.csv?days=30", origin), "en").search).toBe("?days=30");
});
