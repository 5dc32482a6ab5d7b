import { expect, test } from "vitest";
import { whenVisible } from "./when-visible.ts";

test("calls now while the page is seen, and once for all that was missed when it is seen again", () => {
  let show = () => {};
  const page = { visibilityState: "visible", addEventListener: (_: string, call: () => void) => (show = call) };
  let calls = 0;
  const call = whenVisible(page as unknown as Document, () => calls++);
  call();
  expect(calls).toBe(1);
  page.visibilityState = "hidden";
  call();
  call();
  show();
  expect(calls).toBe(1);
  page.visibilityState = "visible";
  show();
  show();
  expect(calls).toBe(2);
});
