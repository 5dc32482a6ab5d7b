import { expect, test } from "vitest";
import { newDiagnostics } from "./diagnostics.ts";

function newStorage(kept: string | null = null) {
  let value = kept;
  return {
    getItem: () => value,
    setItem: (_: string, text: string) => {
      value = text;
    },
  };
}

test("counters count, and a reload does not forget them", () => {
  const storage = newStorage();
  const diagnostics = newDiagnostics(storage);
  diagnostics.count("context lost");
  diagnostics.count("context lost");
  diagnostics.count("reload");
  expect(newDiagnostics(storage).store.getState().counts).toEqual({ "context lost": 2, reload: 1 });
});

test.each(["", "not json", "null", "7", '{"a":"b","c":1.5}'])(
  "what was kept and makes no sense (%s) is nothing",
  (kept) => {
    expect(newDiagnostics(newStorage(kept)).store.getState().counts).toEqual({});
  },
);
