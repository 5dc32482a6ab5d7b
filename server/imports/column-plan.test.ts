import { describe, expect, test } from "vitest";
import { parseColumnMap, planColumns, refuseForbidden, requireColumns } from "./column-plan.ts";
import type { ImportLayer } from "./import-layer.ts";
import { findImportLayer } from "./layers.ts";

describe("columns", () => {
  const incidents = findImportLayer("incidents") as ImportLayer;
  const roads = findImportLayer("roads") as ImportLayer;

  test("are found by field, column or alias, and the map comes first", () => {
    const columns = ["ID", "Occurred From", "类别", "经度", "LAT", "notes"];
    const plan = planColumns(incidents, columns, []);
    const at = (name: string) => plan.fields[incidents.fields.findIndex((field) => field.name === name)];
    expect([plan.id, at("occurredFrom"), at("category"), plan.lng, plan.lat, plan.ignored]).toEqual([
      0,
      1,
      2,
      3,
      4,
      ["notes"],
    ]);
    const mapped = planColumns(incidents, columns, parseColumnMap("notes=category,ID=priority"));
    expect(mapped.fields[incidents.fields.findIndex((field) => field.name === "category")]).toBe(5);
    // A column that the map gives away is not the key any more.
    expect(mapped.id).toBe(-1);
  });

  test("that are missing are named, with what the file has instead", () => {
    const columns = ["kind", "when", "x", "y"];
    expect(() => requireColumns(incidents, planColumns(incidents, columns, []), columns, true)).toThrow(
      'no column for category, occurredFrom. It has kind, when, x, y: say which is which with a map such as "kind=category"',
    );
  });

  test.each([
    "ethnicity",
    "宗教信仰",
    "ID_Card",
    "联系电话",
    "ownerName",
    "gender",
    "健康状况",
    "车牌号",
    "party_member",
    "轨迹",
  ])("%s refuses the whole file", (column) => {
    expect(() => refuseForbidden(["id", column], incidents, [])).toThrow(column);
    expect(() => refuseForbidden(["id", column], incidents, [[column, "category"]])).toThrow(column);
  });

  test("full names of streets pass when the map says that they are theirs; those of places never do", () => {
    expect(() => refuseForbidden(["FULLNAME"], roads, [])).toThrow("FULLNAME");
    expect(() => refuseForbidden(["FULLNAME"], roads, [["FULLNAME", "nameZhHans"]])).not.toThrow();
    expect(() =>
      refuseForbidden(["FULLNAME"], findImportLayer("venues") as ImportLayer, [["FULLNAME", "nameZhHans"]]),
    ).toThrow();
    expect(() => refuseForbidden(["ethnicity"], roads, [["ethnicity", "nameZhHans"]])).toThrow();
  });
});
