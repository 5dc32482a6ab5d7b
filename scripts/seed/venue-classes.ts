import type { Names } from "./names.ts";

export interface VenueClass {
  readonly code: string;
  readonly names: Names;
  /** Share of all venues. */
  readonly share: number;
  /** Usual risk grade, 1 highest. */
  readonly riskGrade: 1 | 2 | 3 | 4;
  /** How much it keeps to centres: 0 anywhere, 2 only where the city is densest, below 0 away from them. */
  readonly centrality: number;
  /** How many of them face the largest street of their block. */
  readonly mainRoad: number;
}

const names = (zhHans: string, zhHant: string, en: string): Names => ({ zhHans, zhHant, en });

export const venueClasses: readonly VenueClass[] = [
  {
    code: "hotel",
    names: names("旅馆", "旅館", "Hotel"),
    share: 0.09,
    riskGrade: 2,
    centrality: 1.2,
    mainRoad: 0.85,
  },
  {
    code: "internet_cafe",
    names: names("网吧", "網咖", "Internet Café"),
    share: 0.05,
    riskGrade: 2,
    centrality: 0.9,
    mainRoad: 0.6,
  },
  {
    code: "karaoke",
    names: names("歌舞厅", "歌舞廳", "Karaoke"),
    share: 0.04,
    riskGrade: 1,
    centrality: 1.4,
    mainRoad: 0.7,
  },
  {
    code: "bar",
    names: names("酒吧", "酒吧", "Bar"),
    share: 0.05,
    riskGrade: 1,
    centrality: 1.7,
    mainRoad: 0.5,
  },
  {
    code: "bathhouse",
    names: names("洗浴", "浴場", "Bathhouse"),
    share: 0.04,
    riskGrade: 2,
    centrality: 0.8,
    mainRoad: 0.7,
  },
  {
    code: "second_hand",
    names: names("旧货行", "舊貨行", "Second-hand Shop"),
    share: 0.06,
    riskGrade: 3,
    centrality: 0.4,
    mainRoad: 0.6,
  },
  {
    code: "jewellery",
    names: names("金银首饰", "金銀首飾", "Jeweller"),
    share: 0.04,
    riskGrade: 2,
    centrality: 1.6,
    mainRoad: 0.9,
  },
  {
    code: "vehicle_repair",
    names: names("汽车修理", "汽車修理", "Vehicle Repair"),
    share: 0.12,
    riskGrade: 3,
    centrality: -0.5,
    mainRoad: 0.9,
  },
  {
    code: "locksmith",
    names: names("开锁", "開鎖", "Locksmith"),
    share: 0.05,
    riskGrade: 3,
    centrality: 0.5,
    mainRoad: 0.4,
  },
  {
    code: "print_shop",
    names: names("印刷", "印刷", "Print Shop"),
    share: 0.1,
    riskGrade: 4,
    centrality: 0.6,
    mainRoad: 0.5,
  },
  {
    code: "school_gate_shop",
    names: names("校园周边", "校園周邊", "Shop by a School"),
    share: 0.14,
    riskGrade: 4,
    centrality: 0.2,
    mainRoad: 0.5,
  },
  {
    code: "warehouse",
    names: names("仓储", "倉儲", "Warehouse"),
    share: 0.22,
    riskGrade: 3,
    centrality: -1.2,
    mainRoad: 0.65,
  },
];
