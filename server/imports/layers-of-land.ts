import { boolean, day, type Field, integer, word } from "./field.ts";
import { code, type ImportLayer, names } from "./import-layer.ts";
import { roadClassMeanings } from "./road-classes.ts";

const people: readonly Field[] = [
  {
    name: "households",
    column: "households",
    type: integer(0, 10_000_000),
    aliases: ["household_count", "户数", "戶數"],
  },
  { name: "population", column: "population", type: integer(0, 100_000_000), aliases: ["pop", "人口", "人口数"] },
];

const validity: readonly Field[] = [
  { name: "validFrom", column: "valid_from", type: day, aliases: ["启用日期", "啟用日期"], fallback: "2000-01-01" },
  { name: "validTo", column: "valid_to", type: day, aliases: ["停用日期"] },
];

const optionalNames = names.map((field) => ({ ...field, isRequired: false }));

export const areas: ImportLayer = {
  id: "areas",
  table: "area",
  geometry: "polygon",
  naturalKey: "code",
  isInCommunity: false,
  fields: [
    code,
    ...names,
    {
      name: "level",
      column: "level",
      type: word(["city", "district", "town", "rural"], {
        county: "district",
        street: "town",
        市: "city",
        区: "district",
        县: "district",
        街道: "town",
        镇: "town",
        乡: "town",
      }),
      isRequired: true,
      aliases: ["级别", "級別", "层级", "層級"],
    },
    {
      name: "parentCode",
      column: "parent_code",
      type: { kind: "reference", table: "area", column: "parent_id" },
      aliases: ["parent", "上级代码", "上級代碼"],
    },
    ...people,
    ...validity,
  ],
};

export const communities: ImportLayer = {
  id: "communities",
  table: "community",
  geometry: "polygon",
  naturalKey: "code",
  isInCommunity: false,
  fields: [
    code,
    ...names,
    {
      name: "townCode",
      column: "town_code",
      type: { kind: "reference", table: "area", column: "town_id" },
      aliases: ["town", "街道代码", "街道代碼", "镇代码"],
    },
    ...people,
    ...validity,
  ],
};

export const roads: ImportLayer = {
  id: "roads",
  table: "road",
  geometry: "line",
  isInCommunity: false,
  fields: [
    {
      name: "class",
      column: "class",
      type: word(["trunk", "primary", "secondary", "residential", "service", "path"], roadClassMeanings),
      isRequired: true,
      aliases: ["highway", "fclass", "MTFCC", "等级", "等級", "道路等级"],
    },
    ...optionalNames.map((field) =>
      field.name === "nameZhHans" ? { ...field, aliases: [...field.aliases, "道路名称", "路名"] } : field,
    ),
    { name: "oneway", column: "oneway", type: boolean, aliases: ["one_way", "单行", "單行"], fallback: false },
  ],
};
