import { type Field, text } from "./field.ts";

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

/** The three scripts of a name. */
export const names: readonly Field[] = [
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

/** The code by which people know a row. */
export const code: Field = {
  name: "code",
  column: "code",
  type: text(40),
  isRequired: true,
  aliases: ["dm", "adcode", "代码", "代碼", "编码", "編碼", "编号", "編號"],
};
