import { expect, test } from "vitest";
import { newQuestion } from "./latest.ts";

/** Answers when told to, in any order. */
function newReader() {
  const asked: { query: string; signal: AbortSignal; answer: (text: string) => void; fail: (e: Error) => void }[] = [];
  const read = (query: string, signal: AbortSignal) =>
    new Promise<string>((answer, fail) => {
      asked.push({ query, signal, answer, fail });
    });
  return { asked, read };
}

test("a new question aborts the old one, whose answer is never shown", async () => {
  const { asked, read } = newReader();
  const { store, ask } = newQuestion(read);
  const first = ask("a");
  const second = ask("b");
  expect(asked[0]?.signal.aborted).toBe(true);
  asked[1]?.answer("B");
  asked[0]?.answer("A");
  await Promise.all([first, second]);
  expect(store.getState()).toEqual({ query: "b", data: "B", isLoading: false, error: null });
});

test("the same question is sent once, unless asked for again", async () => {
  const { asked, read } = newReader();
  const { ask, again } = newQuestion(read);
  void ask("a");
  void ask("a");
  expect(asked.length).toBe(1);
  void again();
  expect(asked.length).toBe(2);
});

test("a failure takes the old answer away: its numbers do not belong to the question", async () => {
  const { asked, read } = newReader();
  const { store, ask } = newQuestion(read);
  const first = ask("a");
  asked[0]?.answer("A");
  await first;
  const second = ask("b");
  expect(store.getState()).toMatchObject({ data: "A", isLoading: true });
  asked[1]?.fail(new Error("away"));
  await second;
  expect(store.getState()).toMatchObject({ data: null, isLoading: false, error: new Error("away") });
});

test("a question that is dropped is asked anew when it returns", async () => {
  const { asked, read } = newReader();
  const { ask, drop, store } = newQuestion(read);
  void ask("a");
  drop();
  expect(asked[0]?.signal.aborted).toBe(true);
  expect(store.getState().isLoading).toBe(false);
  void ask("a");
  expect(asked.length).toBe(2);
});

test("an update says nothing until it is there, and nothing at all when it fails", async () => {
  const { asked, read } = newReader();
  const { store, ask, update } = newQuestion(read);
  await update();
  const first = ask("a");
  await update();
  expect(asked.length).toBe(1);
  asked[0]?.answer("A");
  await first;
  const failing = update();
  expect(store.getState().isLoading).toBe(false);
  asked[1]?.fail(new Error("away"));
  await expect(failing).rejects.toThrow("away");
  expect(store.getState()).toMatchObject({ data: "A", error: null });
  const second = update();
  asked[2]?.answer("A2");
  await second;
  expect(store.getState().data).toBe("A2");
});

test("an update gives way to another question", async () => {
  const { asked, read } = newReader();
  const { store, ask, update } = newQuestion(read);
  const first = ask("a");
  asked[0]?.answer("A");
  await first;
  const updating = update();
  const second = ask("b");
  expect(asked[1]?.signal.aborted).toBe(true);
  asked[2]?.answer("B");
  asked[1]?.answer("A2");
  await Promise.all([updating, second]);
  expect(store.getState()).toMatchObject({ query: "b", data: "B" });
});
