import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { sharedData } from "../testing/shared-data.ts";
import { type Crs, resolveCrs } from "./crs.ts";
import { codesForEasting } from "./crs-codes.ts";

const nothing = async () => undefined;
const meters = ([lng, lat]: readonly [number, number], [toLng, toLat]: readonly [number, number]) =>
  Math.hypot((toLng - lng) * Math.cos((lat * Math.PI) / 180), toLat - lat) * 111_195;
const known = (text: string): Promise<Crs> => resolveCrs(text, nothing);

const prj = (name: string, ellipsoid: string) =>
  `PROJCS["${name}",GEOGCS["GCS",DATUM["D_${name}",SPHEROID[${ellipsoid}]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Gauss_Kruger"],PARAMETER["False_Easting",500000.0],PARAMETER["False_Northing",0.0],PARAMETER["Central_Meridian",108.0],PARAMETER["Scale_Factor",1.0],PARAMETER["Latitude_Of_Origin",0.0],UNIT["Meter",1.0]]`;

describe("names of coordinate systems", () => {
  test.each([
    ["EPSG:4326", "EPSG:4326"],
    ["4326", "EPSG:4326"],
    ["WGS-84", "EPSG:4326"],
    ["wgs84", "EPSG:4326"],
    ["urn:ogc:def:crs:OGC:1.3:CRS84", "EPSG:4326"],
    ["urn:ogc:def:crs:EPSG::4490", "EPSG:4490"],
    ["CGCS2000", "EPSG:4490"],
    ["gcj02", "GCJ-02"],
    ["BD-09", "BD-09"],
    ["epsg:4545", "EPSG:4545"],
  ])("%s is %s", async (text, name) => {
    expect((await known(text)).name).toBe(name);
  });

  test.each(["", "EPSG:1", "EPSG:999999", "unknown", "+proj=nope", "PROJCS[", "EPSG:4326; drop table", "constructor"])(
    "%s is refused",
    async (text) => {
      await expect(known(text)).rejects.toMatchObject({ slug: "crs-unsupported" });
    },
  );

  test("a code that is not known here is looked up", async () => {
    const crs = await resolveCrs("EPSG:32649", async (code) => `+proj=utm +zone=${code % 100} +datum=WGS84 +units=m`);
    const [lng, lat] = crs.toWgs84(500_000, 3_800_000);
    expect([crs.name, crs.isProjected]).toEqual(["EPSG:32649", true]);
    expect(lng).toBeCloseTo(111, 9);
    expect(lat).toBeCloseTo(34.341, 2);
  });
});

describe("degrees that are WGS-84 as they stand", () => {
  test.each([
    "EPSG:4326",
    "EPSG:4490",
    'GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984",SPHEROID["WGS_1984",6378137.0,298.257223563]],PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]]',
  ])("%s keeps every digit", async (text) => {
    const crs = await known(text);
    expect(crs.isWgs84).toBe(true);
    expect(crs.toWgs84(107.12345678901234, 34.1)).toEqual([107.12345678901234, 34.1]);
  });
});

describe("Gauss-Krüger", () => {
  test("of a .prj is that of its code, and an old datum without its shift is refused", async () => {
    const code = (await known("EPSG:4545")).toWgs84(421_303.2, 3_804_912);
    const text = (await known(prj("CGCS2000_3_Degree_GK_CM_108E", '"CGCS2000",6378137.0,298.257222101'))).toWgs84(
      421_303.2,
      3_804_912,
    );
    expect(meters(code, text)).toBeLessThan(0.001);
    await expect(known(prj("Beijing_1954_3_Degree_GK_CM_108E", '"Krasovsky_1940",6378245.0,298.3'))).rejects.toThrow(
      "+towgs84",
    );
    await expect(known("+proj=longlat +datum=NAD27 +no_defs")).rejects.toMatchObject({ slug: "crs-unsupported" });
    const given = await known("+proj=tmerc +lon_0=108 +x_0=500000 +ellps=krass +towgs84=15.8,-154.4,-82.3,0,0,0,0");
    expect(given.note).toContain("Beijing 1954");
  });

  test("an easting says which zones it can be of", () => {
    expect(codesForEasting(36_421_303)).toEqual([4524]);
    expect(codesForEasting(18_421_303)).toEqual([4496]);
    expect(codesForEasting(421_303)).toContain(4545);
    expect(codesForEasting(421_303)).toHaveLength(32);
  });
});

describe("the offsets of Chinese web maps", () => {
  test("GCJ-02 and BD-09 of Tiananmen come back to within 0.2 m", async () => {
    const at = [116.3912757, 39.906217] as const;
    expect(meters((await known("GCJ-02")).toWgs84(116.3975235, 39.9076186), at)).toBeLessThan(3);
    expect((await known("GCJ-02")).toWgs84(-122.4, 37.7)).toEqual([-122.4, 37.7]);
    const viaBaidu = (await known("BD-09")).toWgs84(116.4039, 39.9139);
    expect(meters(viaBaidu, at)).toBeLessThan(60);
  });

  const vectors = sharedData("china/gcj02_vectors_eviltransform.txt");
  test.skipIf(vectors === undefined)("GCJ-02 vectors of a second program agree to within 0.2 m", async () => {
    const text = readFileSync(vectors as string, "utf8");
    const found = [...text.matchAll(/^\s*\{([\d.]+), ([\d.]+), ([\d.]+), ([\d.]+)\}/gm)].map((match) =>
      match.slice(1).map(Number),
    ) as [number, number, number, number][];
    expect(found).toHaveLength(3);
    const crs = await known("GCJ-02");
    for (const [lat, lng, gcjLat, gcjLng] of found)
      expect(meters(crs.toWgs84(gcjLng, gcjLat), [lng, lat])).toBeLessThan(0.2);
  });
});
