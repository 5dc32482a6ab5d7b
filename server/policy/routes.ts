import type { Static } from "typebox";
import { pagesOf } from "../access/pages.ts";
import { roleDefinitions, roles } from "../access/roles.ts";
import { subjectNames } from "../access/subjects.ts";
import { accessTable } from "../access/table.ts";
import { type App, problemResponses } from "../http/app-type.ts";
import { ref } from "../http/wire.ts";
import { Access } from "./schema.ts";

/** The table of access for anyone to read: what it says is no secret, what it keeps is. */
export function policyRoutes(app: App): void {
  app.addSchema(Access);
  app.get(
    "/api/access",
    {
      schema: {
        tags: ["accounts"],
        summary: "The table of access: role by subject by class of attributes",
        response: { 200: ref(Access), ...problemResponses },
      },
    },
    async () => access,
  );
}

const access: Static<typeof Access> = {
  roles: roles.map((role) => {
    const { extent, precision, idleMinutes, duties } = roleDefinitions[role];
    return { role, extent, precision, idleMinutes, duties: [...duties], pages: pagesOf(role) };
  }),
  subjects: subjectNames.map((subject) => ({
    subject,
    grants: roles.map((role) => ({ role, ...accessTable[role][subject] })),
  })),
};
