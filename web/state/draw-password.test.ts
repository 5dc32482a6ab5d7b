import { expect, test } from "vitest";
import { drawPassword } from "./draw-password.ts";

test("a drawn password is read out without doubt and is never the same", () => {
  const drawn = new Set(Array.from({ length: 200 }, () => drawPassword()));
  expect(drawn.size).toBe(200);
  for (const password of drawn) expect(password).toMatch(/^([a-hjkmnp-z2-9]{4}-){3}[a-hjkmnp-z2-9]{4}$/);
});

test("no letter is likelier than another: bytes beyond the last whole round are drawn again", () => {
  const bytes = [255, 248, 247, ...Array<number>(20).fill(0)];
  const password = drawPassword((byte) => {
    byte[0] = bytes.shift() as number;
  });
  expect(password).toBe("9aaa-aaaa-aaaa-aaaa");
});
