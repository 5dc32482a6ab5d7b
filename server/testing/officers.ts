import { hashPassword } from "../auth/passwords.ts";
import { createAccount, giveScope } from "../auth/queries.ts";
import { testApp } from "./app.ts";
import { browserOf, password } from "./cookies.ts";

/**
 * An application that knows who asks by their session, and a browser that asks it. Officers sign in there with the
 * password of tests; `empty` forgets all of them.
 *
 * @param options further ones of the application
 */
export async function officersApp(options: Parameters<typeof testApp>[0] = {}) {
  const { app, database, close } = await testApp({ ...options, principalOf: "sessions" });
  const { db, pool } = database;
  const passwordHash = await hashPassword(password);
  return {
    ...{ app, database, close, ...browserOf(app) },
    empty: () =>
      pool.query(
        "delete from access.session; delete from access.duty_scope; delete from access.account; delete from access.sign_in_failure",
      ),
    /** An officer of the first community; the number of the account. */
    makeOfficer: async (login = "b-000101"): Promise<number> => {
      const id = await createAccount(db, { login, role: "officer", passwordHash });
      await giveScope(db, id, 1);
      return id;
    },
  };
}
