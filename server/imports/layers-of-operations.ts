import { instant, integer, text, word } from "./field.ts";
import type { ImportLayer } from "./import-layer.ts";

export const incidents: ImportLayer = {
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
};

export const units: ImportLayer = {
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
};
