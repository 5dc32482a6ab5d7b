import { boolean, day, type Field, instant, integer, text, word } from "./field.ts";
import { roadClassMeanings } from "./road-classes.ts";

/** A table that can be imported into: what a file may say of a row, and by what the row is known again. */
export interface ImportLayer {
  readonly id: ImportLayerId;
  readonly table: string;
  readonly geometry: "point" | "line" | "polygon";
  /** Rows may have no position; only of points. */
  readonly isPositionOptional?: boolean;
  /** Column that tells two rows apart for people: unique in the table, and the key where the file has none. */
  readonly naturalKey?: string;
  /** The community of a row is the one that holds its position. */
  readonly isInCommunity: boolean;
  readonly fields: readonly Field[];
}

export const importLayerIds = [
  "areas",
  "communities",
  "police-rooms",
  "roads",
  "addresses",
  "residences",
  "venues",
  "incidents",
  "units",
] as const;
export type ImportLayerId = (typeof importLayerIds)[number];

const names: readonly Field[] = [
  {
    name: "nameZhHans",
    column: "name_zh_hans",
    type: text(),
    isRequired: true,
    aliases: ["name", "name_zh", "name:zh", "name_cn", "mc", "名称", "名稱"],
  },
  {
    name: "nameZhHant",
    column: "name_zh_hant",
    type: text(),
    aliases: ["name:zh-Hant", "name_tc", "繁体名称", "繁體名稱"],
  },
  { name: "nameEn", column: "name_en", type: text(), aliases: ["name:en", "english_name", "英文名称", "英文名稱"] },
];

const optionalNames = names.map((field) => ({ ...field, isRequired: false }));

const code: Field = {
  name: "code",
  column: "code",
  type: text(40),
  isRequired: true,
  aliases: ["dm", "adcode", "代码", "代碼", "编码", "編碼", "编号", "編號"],
};

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

const layerList: readonly ImportLayer[] = [
  {
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
  },
  {
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
  },
  {
    id: "police-rooms",
    table: "police_room",
    geometry: "point",
    naturalKey: "code",
    isInCommunity: true,
    fields: [
      code,
      ...names,
      {
        name: "openingHours",
        column: "opening_hours",
        type: text(),
        aliases: ["hours", "开放时间", "開放時間", "服务时间"],
      },
      {
        name: "services",
        column: "services",
        type: { kind: "list", words: ["reception", "mediation", "permits", "lost_property", "patrol_base"] },
        aliases: ["服务", "服務"],
        fallback: "",
      },
    ],
  },
  {
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
  },
  {
    id: "addresses",
    table: "address",
    geometry: "point",
    isInCommunity: true,
    fields: [
      {
        name: "road",
        column: "road",
        type: text(),
        isRequired: true,
        aliases: ["street", "addr:street", "路名", "街路巷", "道路"],
      },
      {
        name: "number",
        column: "number",
        type: text(40),
        isRequired: true,
        aliases: ["house_number", "addr:housenumber", "门牌号", "門牌號"],
      },
      { name: "building", column: "building", type: text(40), aliases: ["楼号", "樓號", "栋", "楼栋号"] },
      { name: "unit", column: "unit", type: text(40), aliases: ["entrance", "单元", "單元", "单元号"] },
    ],
  },
  {
    id: "residences",
    table: "residence",
    geometry: "point",
    isInCommunity: true,
    fields: [
      {
        name: "householdCount",
        column: "household_count",
        type: integer(0, 100_000),
        isRequired: true,
        aliases: ["households", "units", "户数", "戶數"],
      },
      {
        name: "storeys",
        column: "storeys",
        type: integer(1, 200),
        aliases: ["levels", "building:levels", "floors", "层数", "層數", "楼层数"],
      },
      {
        name: "lastCheckedAt",
        column: "last_checked_at",
        type: instant,
        aliases: ["last_check", "核查时间", "核查時間", "上次核查时间"],
      },
    ],
  },
  {
    id: "venues",
    table: "venue",
    geometry: "point",
    isInCommunity: true,
    fields: [
      {
        name: "class",
        column: "class",
        type: { kind: "vocabulary", table: "venue_class" },
        isRequired: true,
        aliases: ["category", "type", "amenity", "shop", "类别", "類別", "场所类型", "行业类别"],
      },
      ...names,
      {
        name: "licence",
        column: "licence",
        type: text(60),
        aliases: ["license", "licence_number", "许可证号", "許可證號"],
      },
      {
        name: "riskGrade",
        column: "risk_grade",
        type: integer(1, 4),
        aliases: ["grade", "风险等级", "風險等級"],
        fallback: 3,
      },
      {
        name: "inspectionCadenceDays",
        column: "inspection_cadence_days",
        type: integer(1, 1826),
        aliases: ["cadence", "检查周期", "檢查週期"],
        fallback: 90,
      },
      {
        name: "lastInspectedAt",
        column: "last_inspected_at",
        type: instant,
        aliases: ["last_inspection", "上次检查时间", "上次檢查時間"],
      },
      {
        name: "lastResult",
        column: "last_result",
        type: word(["passed", "advice", "hazard", "closed"], {
          合格: "passed",
          通过: "passed",
          隐患: "hazard",
          关停: "closed",
        }),
        aliases: ["result", "检查结果", "檢查結果"],
      },
      { name: "nextDueOn", column: "next_due_on", type: day, aliases: ["next_due", "下次检查日期", "下次檢查日期"] },
    ],
  },
  {
    id: "incidents",
    table: "incident",
    geometry: "point",
    isInCommunity: true,
    fields: [
      {
        name: "category",
        column: "category",
        type: { kind: "vocabulary", table: "incident_category" },
        isRequired: true,
        aliases: ["type", "offense", "offence", "警情类别", "警情類別", "案件类别", "类别"],
      },
      {
        name: "occurredFrom",
        column: "occurred_from",
        type: instant,
        isRequired: true,
        aliases: [
          "date",
          "datetime",
          "occurred",
          "occurred_at",
          "occurredAt",
          "time",
          "发生时间",
          "發生時間",
          "案发时间",
        ],
      },
      { name: "occurredTo", column: "occurred_to", type: instant, aliases: ["occurred_until", "发生时间止"] },
      {
        name: "reportedAt",
        column: "reported_at",
        type: instant,
        aliases: ["reported", "报警时间", "報警時間", "接警时间"],
      },
      { name: "dispatchedAt", column: "dispatched_at", type: instant, aliases: ["dispatched", "派警时间", "派警時間"] },
      { name: "arrivedAt", column: "arrived_at", type: instant, aliases: ["arrived", "到达时间", "到達時間"] },
      { name: "closedAt", column: "closed_at", type: instant, aliases: ["closed", "结案时间", "結案時間", "办结时间"] },
      { name: "priority", column: "priority", type: integer(1, 5), aliases: ["优先级", "優先級"], fallback: 3 },
      {
        name: "status",
        column: "status",
        type: word(["reported", "dispatched", "on_scene", "closed"], {
          open: "reported",
          已办结: "closed",
          办结: "closed",
        }),
        aliases: ["state", "状态", "狀態"],
        fallback: "closed",
      },
      {
        name: "positionPrecision",
        column: "position_precision",
        type: word(["exact", "address", "street", "community"]),
        aliases: ["precision", "定位精度"],
        fallback: "address",
      },
    ],
  },
  {
    id: "units",
    table: "unit",
    geometry: "point",
    isPositionOptional: true,
    naturalKey: "call_sign",
    isInCommunity: false,
    fields: [
      {
        name: "callSign",
        column: "call_sign",
        type: text(40),
        isRequired: true,
        aliases: ["callsign", "sign", "呼号", "呼號"],
      },
      {
        name: "kind",
        column: "kind",
        type: word(["foot", "bicycle", "car", "room"]),
        isRequired: true,
        aliases: ["type", "类型", "類型"],
      },
      {
        name: "communityCode",
        column: "community_code",
        type: { kind: "reference", table: "community", column: "community_id" },
        aliases: ["community", "社区代码", "社區代碼"],
      },
      {
        name: "status",
        column: "status",
        type: word(["available", "assigned", "on_scene", "off_duty"]),
        aliases: ["state", "状态", "狀態"],
        fallback: "off_duty",
      },
      { name: "lastFixAt", column: "last_fix_at", type: instant, aliases: ["fix_at", "定位时间", "定位時間"] },
    ],
  },
];

/** The layer of that name, or undefined. */
export function findImportLayer(id: string): ImportLayer | undefined {
  return layerList.find((layer) => layer.id === id);
}
