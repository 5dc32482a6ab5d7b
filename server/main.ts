/** `pnpm start`: the server, until it is told to stop. */
import { ConfigError, readConfig } from "./config.ts";
import { EmbeddedDatabaseError } from "./db/embedded.ts";
import { FenceError } from "./db/fence.ts";
import { UnknownSchemaError } from "./db/migrate.ts";
import { problemOfDatabaseError } from "./http/database-problems.ts";
import { startServer } from "./start.ts";

/** EX_CONFIG of sysexits.h: trying again without changing something will not help. */
const badConfiguration = 78;

/** EX_UNAVAILABLE: trying again later may help. */
const unavailable = 69;

try {
  const server = await startServer(readConfig(process.env));
  // Before anything is said: whoever reads that it listens may stop it at once.
  let stopping = false;
  const stop = () => {
    // A second signal means that somebody has lost patience.
    if (stopping) process.exit(1);
    stopping = true;
    setTimeout(() => process.exit(1), 10_000).unref();
    void server.close().then(() => process.exit(0));
  };
  process.on("SIGINT", stop);
  process.on("SIGTERM", stop);
  console.log(`One Map listens on ${server.url}`);
  console.log(
    server.adminUrl === server.url
      ? "Accounts, policy, audit and /metrics are served there too; ADMIN_PORT gives them a listener of their own."
      : `Accounts, policy, audit and /metrics are served on ${server.adminUrl}/admin.html alone.`,
  );
  if (server.setupToken !== undefined)
    console.log(
      `There is no account yet. Make the first, an admin, at ${server.adminUrl}/sign-in.html#setup=${server.setupToken}`,
    );
} catch (error) {
  const needsChange = [ConfigError, UnknownSchemaError, EmbeddedDatabaseError, FenceError];
  if (needsChange.some((kind) => error instanceof kind)) {
    console.error((error as Error).message);
    process.exit(badConfiguration);
  }
  const problem = problemOfDatabaseError(error as Error);
  if (problem === undefined) throw error;
  console.error(`The database of DATABASE_URL cannot be used: ${problem.message}`);
  process.exit(unavailable);
}
