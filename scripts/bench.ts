/** `pnpm bench [name…]`: runs the benchmarks of `scripts/bench/`, all of them or those named. */
import { readdirSync } from "node:fs";
import { join } from "node:path";

const folder = join(import.meta.dirname, "bench");
const known = readdirSync(folder)
  .filter((name) => name.endsWith(".ts"))
  .map((name) => name.slice(0, -3));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`No benchmark ${unknown.join(", ")}; there are ${known.join(", ")}.`);
  process.exit(2);
}
for (const name of asked.length > 0 ? asked : known) {
  console.log(`\n== bench ${name}`);
  const benchmark = (await import(join(folder, `${name}.ts`))) as { run(): Promise<void> };
  await benchmark.run();
}
