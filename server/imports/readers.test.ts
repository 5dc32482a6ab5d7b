import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { FeatureSplitter } from "./feature-splitter.ts";
import { readGeoJson, readGeoJsonSequence } from "./read-geojson.ts";
import { findDelimiter, readTable } from "./read-table.ts";
import { readShape } from "./shp.ts";
import type { RawGeometry, SourceRow } from "./source.ts";
import { guessEncodings, openText, parseEncoding } from "./text-encoding.ts";
import { readWkb, WkbError } from "./wkb.ts";
import { readWkt, WktError } from "./wkt.ts";

async function* inPieces(text: string, cuts: readonly number[]): AsyncGenerator<string> {
  const points = [...cuts.map((cut) => cut % (text.length + 1)), text.length].sort((a, b) => a - b);
  let at = 0;
  for (const point of points) {
    yield text.slice(at, point);
    at = point;
  }
}

async function rowsOf(batches: AsyncIterable<readonly SourceRow[]>): Promise<SourceRow[]> {
  const rows: SourceRow[] = [];
  for await (const batch of batches) rows.push(...batch);
  return rows;
}

const cuts = fc.array(fc.nat(100_000), { maxLength: 20 });
const names = fc
  .string({ minLength: 1, maxLength: 12 })
  .filter((name) => !/^(__proto__|constructor|prototype)$/.test(name));

describe("GeoJSON that arrives in pieces", () => {
  const properties = fc.dictionary(
    names,
    fc.oneof(fc.string(), fc.double({ noNaN: true, noDefaultInfinity: true }), fc.boolean(), fc.constant(null)),
    { maxKeys: 4 },
  );
  const document = fc.record({
    features: fc.array(properties, { maxLength: 12 }),
    spaces: fc.constantFrom("", " ", "\n\t"),
    extra: fc.string(),
    first: fc.boolean(),
  });

  test("is the same as in one", async () => {
    await fc.assert(
      fc.asyncProperty(document, cuts, async ({ features, spaces, extra, first }, at) => {
        const list = features.map((one, i) =>
          JSON.stringify({ type: "Feature", id: i, properties: one, geometry: { type: "Point", coordinates: [i, 1] } }),
        );
        const others = `"type":"FeatureCollection","name":${JSON.stringify(extra)}`;
        const own = `"features":${spaces}[${spaces}${list.join(`${spaces},`)}]`;
        const text = `{${first ? `${others},${own}` : `${own},${others}`}}`;
        const columns: string[] = [];
        const rows = await rowsOf(readGeoJson(inPieces(text, at), columns, () => {}));
        expect(rows.map(({ id }) => id)).toEqual(features.map((_, i) => i));
        for (const [i, one] of features.entries()) {
          const read = Object.fromEntries(
            columns.map((name, j) => [name, rows[i]?.values[j]]).filter(([, value]) => value !== undefined),
          );
          expect(read).toEqual(JSON.parse(JSON.stringify(one)));
        }
        const sequence = await rowsOf(
          readGeoJsonSequence(
            inPieces(`${list.join("\n")}\n{"type":"Feature","properties":null,"geometry":null}`, at),
            [],
          ),
        );
        expect(sequence.length).toBe(features.length + 1);
      }),
      { numRuns: 300 },
    );
  });

  test.each([
    ['{"type":"FeatureCollection","features":[{},]}', "body-invalid-json"],
    ['{"type":"FeatureCollection","features":[],"features":[]}', "body-duplicate-key"],
    [
      '{"type":"FeatureCollection","\\u0066eatures":[{"type":"Feature","properties":{},"geometry":null}]}',
      "import-invalid",
    ],
    ['{"type":"FeatureCollection","features":[]', "body-invalid-json"],
    ["[]", "import-invalid"],
    ['"text"', "import-invalid"],
    [`{"type":"FeatureCollection","features":[],"a":${"[".repeat(100)}${"]".repeat(100)}}`, "body-too-deep"],
    ['{"type":"Topology","objects":{}}', "import-invalid"],
  ])("%s is refused", async (text, slug) => {
    await expect(rowsOf(readGeoJson(inPieces(text, [3, 30]), [], () => {}))).rejects.toMatchObject({ slug });
  });

  test("says which rows cannot be read, and goes on", async () => {
    const good = '{"type":"Feature","properties":{"a":1},"geometry":null}';
    const text = `{"type":"FeatureCollection","features":[${good},null,{"type":"Feature","type":"Feature","properties":{},"geometry":null},${good}]}`;
    const rows = await rowsOf(readGeoJson(inPieces(text, []), [], () => {}));
    expect(rows.map(({ fault }) => fault?.reason)).toEqual([
      undefined,
      "import-invalid",
      "body-duplicate-key",
      undefined,
    ]);
  });

  test("a feature of 40 MB is given up, not kept", () => {
    const splitter = new FeatureSplitter();
    splitter.push('{"type":"FeatureCollection","features":[{"a":"');
    const million = "x".repeat(1_000_000);
    expect(() => {
      for (let i = 0; i < 40; i++) splitter.push(million);
    }).toThrow("too long");
  });
});

describe("tables", () => {
  test("in pieces are the same as in one, whatever stands in their cells", async () => {
    const cell = fc.string({ maxLength: 8 }).map((text) => text.replaceAll("\u0000", ""));
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 20 }), cuts, async (cells, at) => {
        const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
        const text = `\ufeffa,b\r\n${cells.map((row) => row.map(quote).join(",")).join("\r\n")}\r\n`;
        const columns: string[] = [];
        const rows = await rowsOf(readTable(inPieces(text, at), columns));
        expect(columns).toEqual(["a", "b"]);
        expect(rows.map(({ values }) => values)).toEqual(cells);
      }),
      { numRuns: 200 },
    );
  });

  test.each([
    ["a,b", ","],
    ["a\tb;c\td", "\t"],
    ['"x,y";b', ";"],
    ["a|b", "|"],
    ["alone", ","],
  ])("%j is split by %j", (line, delimiter) => {
    expect(findDelimiter(line)).toBe(delimiter);
  });
});

describe("encodings", () => {
  test("cut anywhere come out whole, and what is not text is refused, never replaced", () => {
    const gb = Buffer.from("b1a6bca6cad0", "hex");
    for (let cut = 0; cut <= gb.length; cut++) {
      const decoding = openText(gb, "GB18030");
      expect(decoding.write(gb.subarray(0, cut)) + decoding.write(gb.subarray(cut)) + decoding.end()).toBe("宝鸡市");
    }
    expect(() => openText(gb, undefined).write(gb)).toThrow("GB18030");
    expect(() => openText(Buffer.from([0xff, 0xfe, 0x41, 0]), "UTF-8")).toThrow("byte order mark");
    const half = openText(Buffer.from("a"), undefined);
    half.write(Buffer.from([0xe5, 0xae]));
    expect(() => half.end()).toThrow("UTF-8");
    expect(() => openText(gb, "Big5").write(Buffer.from([0xff, 0xff]))).toThrow("Big5");
  });

  test("have many names, and are guessed for a hint only", () => {
    expect(["utf8", "GBK", "cp936", "BIG5", "utf-16", "latin1"].map(parseEncoding)).toEqual([
      "UTF-8",
      "GB18030",
      "GB18030",
      "Big5",
      "UTF-16",
      undefined,
    ]);
    expect(guessEncodings(Buffer.from("a,b\n1,2\n", "utf16le"))).toEqual(["UTF-16LE"]);
    expect(guessEncodings(Buffer.from("plain"))).toEqual([]);
  });
});

describe("geometry in bytes and text", () => {
  test("well-known binary of both byte orders, and none that is cut off", () => {
    const little = Buffer.from("0101000000000000000000244000000000000034c0", "hex");
    const big = Buffer.from("00000000014024000000000000c034000000000000", "hex");
    for (const bytes of [little, big]) expect(readWkb(bytes)).toEqual({ type: "Point", coordinates: [10, -20] });
    for (let length = 0; length < little.length; length++)
      expect(() => readWkb(little.subarray(0, length))).toThrow(WkbError);
    // A line that says it has four thousand million positions.
    expect(() => readWkb(Buffer.from("0102000000ffffffff", "hex"))).toThrow(WkbError);
    expect(() => readWkb(Buffer.from("0111000000ffffffff", "hex"))).toThrow(WkbError);
  });

  test("well-known text", () => {
    expect(readWkt("SRID=4326;POINT(1 -2.5e1)")).toEqual({ type: "Point", coordinates: [1, -25] });
    expect(readWkt("multipoint (1 2, 3 4)")).toEqual(readWkt("MULTIPOINT((1 2),(3 4))"));
    expect(readWkt("POLYGON ((0 0, 1 0, 1 1, 0 0), (2 2, 3 2, 3 3, 2 2))").coordinates).toHaveLength(2);
    for (const bad of [
      "",
      "POINT EMPTY",
      "POINT(1 2",
      "POINT(NaN 1)",
      "POINT(1e 2)",
      "CIRCLE(1 2)",
      "LINESTRING(1 2,,3 4)",
      "POINT(1,2))(",
    ])
      expect(() => readWkt(bad), bad).toThrow(WktError);
  });

  test("rings of a shapefile find their polygons: holes, islands in holes, and rings the wrong way round", () => {
    const square = (west: number, size: number, clockwise: boolean) => {
      const corners = [
        [west, west],
        [west, west + size],
        [west + size, west + size],
        [west + size, west],
        [west, west],
      ];
      return clockwise ? corners : corners.reverse();
    };
    const record = (rings: number[][][]) => {
      const points = rings.flat();
      const bytes = Buffer.alloc(44 + rings.length * 4 + points.length * 16);
      bytes.writeInt32LE(5, 0);
      bytes.writeInt32LE(rings.length, 36);
      bytes.writeInt32LE(points.length, 40);
      let start = 0;
      for (const [i, ring] of rings.entries()) {
        bytes.writeInt32LE(start, 44 + i * 4);
        start += ring.length;
      }
      for (const [i, [x, y]] of points.entries() as Iterable<[number, [number, number]]>) {
        bytes.writeDoubleLE(x, 44 + rings.length * 4 + i * 16);
        bytes.writeDoubleLE(y, 52 + rings.length * 4 + i * 16);
      }
      return bytes;
    };
    const nested = [square(0, 10, true), square(1, 8, false), square(2, 6, true), square(3, 4, false)];
    const shape = readShape(record([...nested].reverse())) as RawGeometry;
    expect((shape.coordinates as unknown[][]).map((polygon) => polygon.length).sort()).toEqual([2, 2]);
    expect(readShape(record([square(0, 10, false)]))?.coordinates).toHaveLength(1);
    expect(readShape(Buffer.alloc(4))).toBeNull();
    expect(() => readShape(record(nested).subarray(0, 100))).toThrow("cut off");
  });
});
