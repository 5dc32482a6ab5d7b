import type { Kysely } from "kysely";
import type { Static } from "typebox";
import type { DB } from "../db/schema.gen.ts";
import type { Duty } from "./schema.ts";

/** Assignments to a community that hold on a day, officers first. */
export async function listDuty(db: Kysely<DB>, communityId: number, day: string): Promise<Static<typeof Duty>[]> {
  const rows = await db
    .selectFrom("duty_assignment")
    .selectAll()
    .where("community_id", "=", communityId)
    .where("valid_from", "<=", day)
    .where((eb) => eb.or([eb("valid_to", "is", null), eb("valid_to", ">", day)]))
    .orderBy("role", "desc")
    .orderBy("id")
    .execute();
  return rows.map((row) => ({
    id: row.id,
    communityId: row.community_id,
    unitId: row.unit_id,
    role: row.role === "officer" ? "officer" : "auxiliary",
    badge: row.badge,
    validFrom: row.valid_from,
    validTo: row.valid_to,
  }));
}
