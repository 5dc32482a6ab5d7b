import type { Names } from "./names.ts";

export interface VenueClass {
  readonly code: string;
  readonly names: Names;
  /** Share of all venues. */
  readonly share: number;
  /** Usual risk grade, 1 highest. */
  readonly riskGrade: 1 | 2 | 3 | 4;
  /** How much it keeps to centres: 0 anywhere, 2 only where the city is densest. */
  readonly centrality: number;
}

const names = (zhHans: string, zhHant: string, en: string): Names => ({ zhHans, zhHant, en });

export const venueClasses: readonly VenueClass[] = [
  { code: "hotel", names: names("旅馆", "旅館", "Hotel"), share: 0.09, riskGrade: 2, centrality: 1.4 },
  { code: "internet_cafe", names: names("网吧", "網咖", "Internet café"), share: 0.05, riskGrade: 2, centrality: 1.1 },
  { code: "karaoke", names: names("歌舞厅", "歌舞廳", "Karaoke"), share: 0.04, riskGrade: 1, centrality: 1.6 },
  { code: "bar", names: names("酒吧", "酒吧", "Bar"), share: 0.05, riskGrade: 1, centrality: 1.7 },
  { code: "bathhouse", names: names("洗浴", "浴場", "Bathhouse"), share: 0.04, riskGrade: 2, centrality: 1 },
  {
    code: "second_hand",
    names: names("旧货行", "舊貨行", "Second-hand shop"),
    share: 0.06,
    riskGrade: 3,
    centrality: 0.5,
  },
  { code: "jewellery", names: names("金银首饰", "金銀首飾", "Jeweller"), share: 0.04, riskGrade: 2, centrality: 1.6 },
  {
    code: "vehicle_repair",
    names: names("汽车修理", "汽車修理", "Vehicle repair"),
    share: 0.12,
    riskGrade: 3,
    centrality: 0.2,
  },
  { code: "locksmith", names: names("开锁", "開鎖", "Locksmith"), share: 0.05, riskGrade: 3, centrality: 0.6 },
  { code: "print_shop", names: names("印刷", "印刷", "Print shop"), share: 0.1, riskGrade: 4, centrality: 0.8 },
  {
    code: "school_gate_shop",
    names: names("校园周边", "校園周邊", "Shop by a school"),
    share: 0.14,
    riskGrade: 4,
    centrality: 0.3,
  },
  { code: "warehouse", names: names("仓储", "倉儲", "Warehouse"), share: 0.22, riskGrade: 3, centrality: 0 },
];

export interface IncidentCategory {
  readonly code: string;
  readonly names: Names;
  readonly share: number;
  /** Chances of priority 1 to 5. */
  readonly priorities: readonly [number, number, number, number, number];
  /** Local hour at which it is most frequent, and how sharply (0 flat, 3 sharp). */
  readonly peak: readonly [hour: number, sharpness: number];
  /** Factor on Saturdays and Sundays. */
  readonly weekend: number;
  /** Factor in midsummer; midwinter gets its inverse. */
  readonly summer: number;
  /** How much it keeps to centres. */
  readonly centrality: number;
  /** Minutes between the deed and the report, median; over an hour means it is found later. */
  readonly reportMinutes: number;
  /** Share of repeats: places where it happened in the two weeks before. */
  readonly nearRepeat: number;
}

export const incidentCategories: readonly IncidentCategory[] = [
  {
    code: "theft",
    names: names("盗窃", "竊盜", "Theft"),
    share: 0.19,
    priorities: [0.01, 0.06, 0.35, 0.43, 0.15],
    peak: [17, 1.1],
    weekend: 1.15,
    summer: 1.1,
    centrality: 1.5,
    reportMinutes: 70,
    nearRepeat: 0.1,
  },
  {
    code: "burglary",
    names: names("入室盗窃", "入室竊盜", "Burglary"),
    share: 0.06,
    priorities: [0.02, 0.2, 0.6, 0.15, 0.03],
    peak: [3, 0.9],
    weekend: 0.9,
    summer: 0.85,
    centrality: 0.3,
    reportMinutes: 420,
    nearRepeat: 0.32,
  },
  {
    code: "e_bike_theft",
    names: names("电动车盗窃", "電動車竊盜", "E-bike theft"),
    share: 0.11,
    priorities: [0, 0.03, 0.32, 0.5, 0.15],
    peak: [19, 0.7],
    weekend: 1,
    summer: 1.2,
    centrality: 0.8,
    reportMinutes: 240,
    nearRepeat: 0.25,
  },
  {
    code: "fraud",
    names: names("诈骗", "詐騙", "Fraud"),
    share: 0.12,
    priorities: [0.01, 0.09, 0.3, 0.4, 0.2],
    peak: [11, 1.2],
    weekend: 0.8,
    summer: 1,
    centrality: 0.6,
    reportMinutes: 300,
    nearRepeat: 0,
  },
  {
    code: "dispute",
    names: names("纠纷", "糾紛", "Dispute"),
    share: 0.17,
    priorities: [0.01, 0.11, 0.5, 0.3, 0.08],
    peak: [20, 1],
    weekend: 1.2,
    summer: 1.15,
    centrality: 0.5,
    reportMinutes: 6,
    nearRepeat: 0.12,
  },
  {
    code: "noise",
    names: names("噪音", "噪音", "Noise"),
    share: 0.13,
    priorities: [0, 0.01, 0.09, 0.5, 0.4],
    peak: [22, 1.9],
    weekend: 1.35,
    summer: 1.5,
    centrality: 0.6,
    reportMinutes: 12,
    nearRepeat: 0.2,
  },
  {
    code: "assault",
    names: names("伤害", "傷害", "Assault"),
    share: 0.05,
    priorities: [0.15, 0.5, 0.28, 0.07, 0],
    peak: [23, 1.6],
    weekend: 1.5,
    summer: 1.25,
    centrality: 1.6,
    reportMinutes: 5,
    nearRepeat: 0.06,
  },
  {
    code: "traffic",
    names: names("交通", "交通", "Traffic"),
    share: 0.11,
    priorities: [0.05, 0.25, 0.4, 0.25, 0.05],
    peak: [8, 1.1],
    weekend: 0.85,
    summer: 1,
    centrality: 0.7,
    reportMinutes: 3,
    nearRepeat: 0,
  },
  {
    code: "fire_hazard",
    names: names("消防隐患", "消防隱患", "Fire hazard"),
    share: 0.03,
    priorities: [0.1, 0.3, 0.4, 0.2, 0],
    peak: [14, 0.5],
    weekend: 1,
    summer: 0.75,
    centrality: 0.4,
    reportMinutes: 20,
    nearRepeat: 0.03,
  },
  {
    code: "lost_property",
    names: names("失物", "失物", "Lost property"),
    share: 0.03,
    priorities: [0, 0, 0.05, 0.35, 0.6],
    peak: [13, 1],
    weekend: 1.1,
    summer: 1.1,
    centrality: 1.2,
    reportMinutes: 90,
    nearRepeat: 0,
  },
];
