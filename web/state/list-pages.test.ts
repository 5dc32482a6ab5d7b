import { expect, test } from "vitest";
import { newPages } from "./list-pages.ts";

test("pages follow each other, and end", async () => {
  const asked: (string | null)[] = [];
  const pages = newPages(async (cursor) => {
    asked.push(cursor);
    return cursor === null ? { items: [9, 8], next: "8" } : { items: [7], next: null };
  });
  await pages.more();
  expect(asked).toEqual([]);
  await pages.begin();
  await pages.more();
  await pages.more();
  expect([asked, pages.store.getState().items]).toEqual([
    [null, "8"],
    [9, 8, 7],
  ]);
});

test("a later reading counts, whichever is answered first; a failure keeps what is there", async () => {
  const answers: ((items: number[] | Error) => void)[] = [];
  const pages = newPages<number>(
    () =>
      new Promise((resolve, reject) => {
        answers.push((items) => (items instanceof Error ? reject(items) : resolve({ items, next: null })));
      }),
  );
  const [slow, quick] = [pages.begin(), pages.begin()];
  answers[1]?.([2]);
  await quick;
  answers[0]?.([1]);
  await slow;
  expect(pages.store.getState().items).toEqual([2]);
  const failing = pages.begin();
  answers[2]?.(new Error("away"));
  await failing;
  expect(pages.store.getState()).toMatchObject({ items: [2], error: new Error("away") });
});
