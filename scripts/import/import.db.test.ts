import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { testDatabase } from "@one-map/server/testing/database";
import { TestFiles } from "@one-map/server/testing/import-file";
import { writeSmallCity } from "@one-map/server/testing/small-city";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { root } from "../run.ts";

const { kind } = inject("database");

// The command takes DATABASE_URL for a server of its own; the embedded database of a test is somebody else's.
describe.skipIf(kind === "embedded")("pnpm import", async () => {
  const database = await testDatabase();
  const files = new TestFiles();
  afterAll(async () => {
    files.remove();
    await database.close();
  });
  beforeAll(() => writeSmallCity(database.pool));

  /** Runs the command in the folder of the test's files; `onLine` sees what it says of its progress. */
  async function run(
    args: string[],
    onText: (text: string, kill: (signal: NodeJS.Signals) => boolean) => void = () => {},
  ) {
    const child = spawn(process.execPath, [join(root, "scripts/import.ts"), ...args], {
      env: { PATH: process.env.PATH ?? "", DATABASE_URL: database.url, INIT_CWD: files.folder },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let text = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => {
        text += chunk.toString();
        onText(text, (signal) => child.kill(signal));
      });
    const [code] = (await once(child, "close")) as [number | null];
    return { code, text };
  }

  test("brings in a file, and says what became of it", async () => {
    files.write(
      "venues.csv",
      "编号,类别,名称,经度,纬度\n1,hotel,东园旅馆,107.15,34.35\n2,bar,酒吧,107.05,34.35\n3,bar,,107.05,34.35\n",
    );
    const { code, text } = await run([
      "venues",
      "venues.csv",
      "--crs",
      "CGCS2000",
      "--map",
      "编号=sourceId",
      "--max-rejects",
      "1",
    ]);
    expect(text).toContain("Imported venues.csv (venues, run 1)");
    expect(text).toMatch(
      /3 {2}read\n\s+2 {2}new\n\s+0 {2}changed\n\s+0 {2}as before\n\s+1 {2}refused\n\s+1 {2}required/,
    );
    expect(text).toMatch(/rows\/s/);
    expect(code).toBe(0);
    const rejects = readFileSync(join(files.folder, "venues.csv.rejects.csv"), "utf8");
    expect(rejects).toBe("\ufeffrow,field,value,reason,detail\r\n4,nameZhHans,,required,is missing\r\n");
  });

  test("refuses with a reason and code 1, tries without keeping, and explains itself with code 2", async () => {
    files.write("people.csv", "id,class,name,lng,lat,身份证\n1,hotel,a,107.05,34.35,x\n");
    const refused = await run(["venues", "people.csv", "--crs", "EPSG:4326"]);
    expect(refused.text).toContain('The file offers what is not kept here: "身份证" (an identity document)');
    expect(refused.code).toBe(1);
    const tried = await run([
      "venues",
      "venues.csv",
      "--crs",
      "EPSG:4490",
      "--source",
      "other",
      "--map",
      "编号=sourceId",
      "--max-rejects",
      "50%",
      "--dry-run",
    ]);
    expect(tried.text).toContain("Tried, and kept nothing of venues.csv");
    expect((await database.pool.query("select 1 from venue where source = 'other'")).rowCount).toBe(0);
    expect(tried.code).toBe(0);
    for (const args of [
      [],
      ["venues"],
      ["people", "x.csv"],
      ["venues", "absent.csv"],
      ["venues", "venues.csv", "--encoding", "latin1"],
      ["venues", "venues.csv", "--nonsense"],
    ])
      expect((await run(args)).code, args.join(" ")).toBe(2);
  });

  test("stops cleanly at ^C", async () => {
    const rows = Array.from({ length: 300_000 }, (_, i) => `${i},hotel,${i},107.05,34.35`).join("\n");
    files.write("long.csv", `id,class,name,lng,lat\n${rows}\n`);
    let isStopped = false;
    const { code, text } = await run(["venues", "long.csv", "--crs", "EPSG:4326"], (said, kill) => {
      // The first sign of progress: the file is being read. Once: the second time is for whoever has lost patience.
      if (!isStopped && /rows {2}[\d,]+\/s/.test(said)) isStopped = kill("SIGINT");
    });
    expect(text).toContain("Stopped; nothing was stored of long.csv");
    expect(code).toBe(130);
    expect((await database.pool.query("select 1 from venue where source = 'long'")).rowCount).toBe(0);
    expect((await database.pool.query("select status from import_run order by id desc limit 1")).rows).toEqual([
      { status: "stopped" },
    ]);
    expect(
      (await database.pool.query("select 1 from pg_class where relnamespace = 'staging'::regnamespace")).rowCount,
    ).toBe(0);
  });
});
