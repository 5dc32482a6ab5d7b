import { expect, test } from "vitest";
import { answerOf, keepQuery, takeAnswer } from "./provider-answer.ts";

function memory(): Storage {
  const held = new Map<string, string>();
  return {
    getItem: (name: string) => held.get(name) ?? null,
    setItem: (name: string, value: string) => void held.set(name, value),
    removeItem: (name: string) => void held.delete(name),
  } as unknown as Storage;
}

test("an answer is a state with a code or a fault, and what else the provider says is left where it is", () => {
  expect(answerOf("?code=c&state=s&iss=https%3A%2F%2Fid.example&session_state=x")).toEqual({
    code: "c",
    state: "s",
    iss: "https://id.example",
  });
  expect(answerOf("?error=access_denied&state=s&error_description=no")).toEqual({ error: "access_denied", state: "s" });
  for (const search of ["", "?lang=en", "?state=s", "?code=c", "?error=x"]) expect(answerOf(search)).toBeNull();
});

test("the answer does not stay in the address; what was asked for comes back, once", () => {
  const storage = memory();
  const shown: string[] = [];
  const history = { replaceState: (_: null, __: string, url: string) => shown.push(url) } as unknown as History;
  const at = (search: string) => ({ pathname: "/sign-in.html", search }) as Location;
  keepQuery(storage, "?lang=zh-Hant&to=%2Fplan.html");
  expect(takeAnswer(at("?lang=en"), history, storage)).toBeNull();
  expect(takeAnswer(at("?code=c&state=s"), history, storage)).toEqual({ code: "c", state: "s" });
  expect(takeAnswer(at("?code=c&state=s"), history, storage)).toEqual({ code: "c", state: "s" });
  expect(shown).toEqual(["/sign-in.html?lang=zh-Hant&to=%2Fplan.html", "/sign-in.html"]);
});

test("a browser that keeps nothing does not stand in the way", () => {
  const full = {
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  } as unknown as Storage;
  expect(() => keepQuery(full, "?lang=en")).not.toThrow();
});
