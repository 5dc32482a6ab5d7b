import { defineConfig } from "vitest/config";

const exclude = ["**/node_modules/**", "**/dist/**"];

/** A busy machine is late; what never comes is as wrong after this as after the second that is usual. */
const expectation = { poll: { timeout: 20_000 } };

/** Faults that are over within a minute: they are run each time. */
const shortFaults = ["limits", "caches"].map((name) => `server/feed/faults/${name}.fault.test.ts`);

/** Attacks of a minute in which it is measured what others wait: not beside anything else. */
const measuredAttacks = ["server/attacks/slow-requests.attack.test.ts"];

/** Pages that hang on a wall, what is live, and as many others as make both parts take as long. */
const wallPages = ["wall*", "live", "hold", "admin*", "audit"].map((name) => `web/e2e/${name}.e2e.test.ts`);

/**
 * Nine projects: pure code; the database suite twice, on the embedded database and on a private PostgreSQL cluster;
 * pages in Chromium in two parts; and faults and attacks from outside twice each: all of them, which are run on demand, and
 * those that are run each time.
 * `scripts/test.ts` picks those that this machine can run and says what it left out.
 */
export default defineConfig({
  test: {
    // The suite never writes a snapshot on CI, and never leaves one behind that nothing reads.
    passWithNoTests: false,
    projects: [
      {
        test: {
          name: "unit",
          // Its modules import each other without endings, which Node does not read.
          server: { deps: { inline: ["@maplibre/mlt"] } },
          include: ["**/*.test.ts"],
          exclude: [...exclude, "**/*.db.test.ts", "**/*.e2e.test.ts", "**/*.fault.test.ts", "**/*.attack.test.ts"],
          // Left to itself it would leave one core of two alone.
          maxWorkers: 2,
          // Pure code keeps nothing between files; loading all of it anew for each took a seventh of the processor's time.
          isolate: false,
          expect: expectation,
          testTimeout: 60_000,
        },
      },
      ...(["db-embedded", "db-postgres"] as const).map((name) => ({
        test: {
          name,
          include: ["**/*.db.test.ts"],
          exclude,
          globalSetup: [`server/testing/${name}.ts`],
          setupFiles: ["server/testing/endings.ts"],
          // The embedded database serves everybody through one session, so its files take turns.
          fileParallelism: name === "db-postgres",
          maxWorkers: name === "db-postgres" ? 2 : 1,
          // Each file has a database of its own or empties the one that it has; loading the server anew for each of them
          // took as long as the tests.
          isolate: false,
          // Node reads these files as they are; that is done in half of the time of having each of them prepared.
          experimental: { viteModuleRunner: false, nodeLoader: false },
          expect: expectation,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      })),
      ...(["faults", "faults-short"] as const).map((name) => ({
        test: {
          name,
          include: name === "faults" ? ["**/*.fault.test.ts"] : shortFaults,
          exclude,
          // Each has a cluster and servers of its own, and measures them.
          fileParallelism: false,
          expect: expectation,
          testTimeout: 300_000,
          hookTimeout: 120_000,
        },
      })),
      ...(["attacks", "attacks-short"] as const).map((name) => ({
        test: {
          name,
          include: ["**/*.attack.test.ts"],
          exclude: name === "attacks" ? exclude : [...exclude, ...measuredAttacks],
          // Each has a server of its own, and two at once would be measured as one attack.
          fileParallelism: false,
          // Programs that attack wait as long as they compute.
          maxConcurrency: 3,
          expect: expectation,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      })),
      // Two that run beside each other, each with a product of its own: pages wait more than they compute.
      ...(["e2e", "e2e-wall"] as const).map((name) => ({
        test: {
          name,
          include: name === "e2e" ? ["web/e2e/**/*.e2e.test.ts"] : wallPages,
          exclude: name === "e2e" ? [...exclude, ...wallPages] : exclude,
          globalSetup: ["web/e2e/global-setup.ts"],
          fileParallelism: false,
          expect: expectation,
          testTimeout: 120_000,
          hookTimeout: 240_000,
        },
      })),
    ],
  },
});
