import { client, done } from "./client.ts";

/** Enters one's password again, before what a session that was left open must not do. */
export const proveAgain = (password: string) =>
  done(client.POST("/api/sessions/current/proof", { body: { password } }));
