import { day, instant, integer, text, word } from "./field.ts";
import { code, type ImportLayer, names } from "./import-layer.ts";

export const policeRooms: ImportLayer = {
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
};

export const addresses: ImportLayer = {
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
};

export const residences: ImportLayer = {
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
};

export const venues: ImportLayer = {
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
      aliases: ["last_inspection", "inspected", "inspected_at", "上次检查时间", "上次檢查時間"],
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
};
