import { afterAll, describe, expect, test } from "vitest";
import { testApp } from "../testing/app.ts";

const server = await testApp();
afterAll(() => server.close());

interface Unit {
  readonly version: number;
  readonly position: readonly [number, number] | null;
  readonly lastFixAt: string | null;
}

const read = async () => (await server.get("/api/units/2")).json<Unit>();
const send = async (body: object) => server.patch("/api/units/2", body, (await read()).version);
const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000).toISOString();

describe("a unit's position", () => {
  test("is taken anywhere in the city and some way beyond", async () => {
    expect((await send({ position: [107.05, 34.35] })).statusCode).toBe(200);
    expect((await send({ position: [107.6, 34.7] })).json()).toMatchObject({ position: [107.6, 34.7] });
  });

  test.each([
    ["on Null Island", [0, 0]],
    ["in another province", [113.6, 34.7]],
    ["with its axes swapped where both are plausible degrees", [34.35, 84]],
  ])("%s is refused, and the one held stays", async (_where, position) => {
    const before = await read();
    const answer = await send({ position });
    expect(answer.statusCode).toBe(422);
    expect(answer.json()).toMatchObject({ type: expect.stringContaining("position-implausible") });
    expect(await read()).toEqual(before);
  });

  test("that is older than the one held is refused: it was late, not new", async () => {
    expect((await send({ position: [107.03, 34.33], lastFixAt: ago(20) })).statusCode).toBe(409);
    await server.database.pool.query("update unit set last_fix_at = now() - interval '1 minute' where id = 2");
    expect((await send({ position: [107.03, 34.33], lastFixAt: ago(20) })).statusCode).toBe(200);
    const late = await send({ position: [107.08, 34.38], lastFixAt: ago(40) });
    expect(late.statusCode).toBe(409);
    expect(late.json().errors).toEqual([{ pointer: "/lastFixAt", reason: "older than the one held" }]);
    expect((await read()).position).toEqual([107.03, 34.33]);
  });

  test("of a version that is gone is a version conflict, whatever the position", async () => {
    expect((await server.patch("/api/units/2", { position: [0, 0] }, 1)).statusCode).toBe(412);
    expect((await server.patch("/api/units/999", { position: [0, 0] }, 1)).statusCode).toBe(404);
  });

  test("is taken anywhere while the city has no outline", async () => {
    await server.database.pool.query("update area set valid_to = current_date where level = 'city'");
    expect((await send({ position: [12.5, 41.9] })).statusCode).toBe(200);
  });
});
