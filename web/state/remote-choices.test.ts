import { expect, test } from "vitest";
import { newestOnly, withChoices } from "./remote-choices.ts";
import { noControl } from "./wall-control.ts";

test("what has been asked for is shown at once, the last word of each kind, and nothing else changes", () => {
  const control = { ...noControl, theme: "day" as const, isMuted: true };
  expect(withChoices(control, [{ view: "units", isRotating: false }, { isMuted: false }, { view: "density" }])).toEqual(
    {
      ...control,
      view: "density",
      isRotating: false,
      isMuted: false,
    },
  );
  expect(withChoices(control, [{ theme: null }]).theme).toBeNull();
  expect(withChoices(control, [])).toEqual(control);
});

test("an answer to an earlier question than the last one answered is no news", () => {
  const answers = newestOnly();
  const [first, second, third] = [answers.asked(), answers.asked(), answers.asked()];
  expect([second, first, third].map((asked) => answers.isNews(asked))).toEqual([true, false, true]);
});
