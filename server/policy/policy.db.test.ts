import { afterAll, expect, test } from "vitest";
import { roles } from "../access/roles.ts";
import { accessTable } from "../access/table.ts";
import { testApp } from "../testing/app.ts";

const { get, close } = await testApp();
afterAll(close);

interface Access {
  readonly roles: { readonly role: (typeof roles)[number]; readonly duties: string[]; readonly pages: string[] }[];
  readonly subjects: { readonly subject: string; readonly grants: ({ readonly role: string } & object)[] }[];
}

test("anyone reads the table of access, and it is the one that routes are held to", async () => {
  const answer = await get("/api/access");
  expect(answer.statusCode).toBe(200);
  const { roles: listed, subjects } = answer.json() as Access;
  expect(listed.map(({ role }) => role)).toEqual([...roles]);
  expect(listed.find(({ role }) => role === "auditor")).toMatchObject({ duties: ["audit"], pages: ["admin"] });
  for (const role of roles) {
    const ofRole = subjects.map(({ subject, grants }) => [subject, grants.find((grant) => grant.role === role)]);
    expect(Object.fromEntries(ofRole)).toEqual(
      Object.fromEntries(Object.entries(accessTable[role]).map(([subject, grant]) => [subject, { role, ...grant }])),
    );
  }
});
