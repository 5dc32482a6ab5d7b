import { byteOrderMark, toCsvLine } from "../http/csv.ts";
import type { ExportColumn, ExportRow } from "./layers.ts";

/** Column in every row, whatever the format: by this number a row that turns up elsewhere leads back to who took it out. */
export const numberColumn = "export_no";

/** Rows as they come, a page at a time. */
export type Pages = AsyncIterable<readonly ExportRow[]>;

export async function* csvOf(number: number, columns: readonly ExportColumn[], pages: Pages): AsyncGenerator<string> {
  yield byteOrderMark + toCsvLine([numberColumn, ...columns.map(({ name }) => name), "lng", "lat"]);
  for await (const page of pages)
    yield page.map(({ values, lng, lat }) => toCsvLine([number, ...values, lng, lat])).join("");
}

export async function* geoJsonOf(
  number: number,
  columns: readonly ExportColumn[],
  pages: Pages,
): AsyncGenerator<string> {
  yield `{"type":"FeatureCollection","${numberColumn}":${number},"features":[`;
  let isFirst = true;
  for await (const page of pages) {
    for (const { id, lng, lat, values } of page) {
      const properties = Object.fromEntries(columns.map(({ name }, i) => [name, values[i] ?? null]));
      const geometry = { type: "Point", coordinates: [lng, lat] };
      const feature = { type: "Feature", id, geometry, properties: { [numberColumn]: number, ...properties } };
      yield `${isFirst ? "" : ","}\n${JSON.stringify(feature)}`;
      isFirst = false;
    }
  }
  yield "\n]}\n";
}
