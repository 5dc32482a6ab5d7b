import type { Names } from "./names.ts";

export interface IncidentCategory {
  readonly code: string;
  readonly names: Names;
  readonly share: number;
  /** Chances of priority 1 to 5. */
  readonly priorities: readonly [number, number, number, number, number];
  /** Local hours at which it is most frequent, how sharply (0 flat, 3 sharp), and the weight of each. */
  readonly peaks: readonly (readonly [hour: number, sharpness: number, weight: number])[];
  /** Factor on Saturdays and Sundays. */
  readonly weekend: number;
  /** Factor in midsummer; midwinter gets its inverse. */
  readonly summer: number;
  /** How much it keeps to centres. */
  readonly centrality: number;
  /** Minutes between the deed and the report, median; over an hour means it is found later. */
  readonly reportMinutes: number;
  /** Minutes that a unit stays there, median. */
  readonly sceneMinutes: number;
  /** Share that happens on the street rather than at an address. */
  readonly onStreet: number;
  /** Share of repeats: places where it happened in the two weeks before. */
  readonly nearRepeat: number;
}

const names = (zhHans: string, zhHant: string, en: string): Names => ({ zhHans, zhHant, en });

export const incidentCategories: readonly IncidentCategory[] = [
  {
    code: "theft",
    names: names("盗窃", "竊盜", "Theft"),
    share: 0.19,
    priorities: [0.01, 0.06, 0.35, 0.43, 0.15],
    peaks: [
      [12, 1.4, 0.4],
      [18, 1.4, 0.6],
    ],
    weekend: 1.15,
    summer: 1.1,
    centrality: 1.5,
    reportMinutes: 70,
    sceneMinutes: 45,
    onStreet: 0.15,
    nearRepeat: 0.1,
  },
  {
    code: "burglary",
    names: names("入室盗窃", "入室竊盜", "Burglary"),
    share: 0.06,
    priorities: [0.02, 0.2, 0.6, 0.15, 0.03],
    peaks: [
      [3, 1.2, 0.6],
      [14, 1, 0.4],
    ],
    weekend: 0.9,
    summer: 0.85,
    centrality: 0.3,
    reportMinutes: 420,
    sceneMinutes: 80,
    onStreet: 0,
    nearRepeat: 0.32,
  },
  {
    code: "e_bike_theft",
    names: names("电动车盗窃", "電動車竊盜", "E-bike theft"),
    share: 0.11,
    priorities: [0, 0.03, 0.32, 0.5, 0.15],
    peaks: [
      [19, 0.9, 0.7],
      [2, 1, 0.3],
    ],
    weekend: 1,
    summer: 1.2,
    centrality: 0.8,
    reportMinutes: 240,
    sceneMinutes: 35,
    onStreet: 0.5,
    nearRepeat: 0.25,
  },
  {
    code: "fraud",
    names: names("诈骗", "詐騙", "Fraud"),
    share: 0.12,
    priorities: [0.01, 0.09, 0.3, 0.4, 0.2],
    peaks: [
      [10, 1.6, 0.55],
      [15, 1.4, 0.45],
    ],
    weekend: 0.8,
    summer: 1,
    centrality: 0.6,
    reportMinutes: 300,
    sceneMinutes: 55,
    onStreet: 0,
    nearRepeat: 0,
  },
  {
    code: "dispute",
    names: names("纠纷", "糾紛", "Dispute"),
    share: 0.17,
    priorities: [0.01, 0.11, 0.5, 0.3, 0.08],
    peaks: [
      [20, 1, 0.75],
      [11, 1, 0.25],
    ],
    weekend: 1.2,
    summer: 1.15,
    centrality: 0.5,
    reportMinutes: 6,
    sceneMinutes: 38,
    onStreet: 0.15,
    nearRepeat: 0.12,
  },
  {
    code: "noise",
    names: names("噪音", "噪音", "Noise"),
    share: 0.13,
    priorities: [0, 0.01, 0.09, 0.5, 0.4],
    peaks: [
      [22, 1.9, 0.85],
      [13, 1, 0.15],
    ],
    weekend: 1.35,
    summer: 1.5,
    centrality: 0.6,
    reportMinutes: 12,
    sceneMinutes: 14,
    onStreet: 0.05,
    nearRepeat: 0.2,
  },
  {
    code: "assault",
    names: names("伤害", "傷害", "Assault"),
    share: 0.05,
    priorities: [0.15, 0.5, 0.28, 0.07, 0],
    peaks: [[23, 1.6, 1]],
    weekend: 1.5,
    summer: 1.25,
    centrality: 1.6,
    reportMinutes: 5,
    sceneMinutes: 65,
    onStreet: 0.45,
    nearRepeat: 0.06,
  },
  {
    code: "traffic",
    names: names("交通", "交通", "Traffic"),
    share: 0.11,
    priorities: [0.05, 0.25, 0.4, 0.25, 0.05],
    peaks: [
      [8, 2.4, 0.45],
      [18, 2, 0.55],
    ],
    weekend: 0.85,
    summer: 1,
    centrality: 0.7,
    reportMinutes: 3,
    sceneMinutes: 32,
    onStreet: 1,
    nearRepeat: 0,
  },
  {
    code: "fire_hazard",
    names: names("消防隐患", "消防隱患", "Fire hazard"),
    share: 0.03,
    priorities: [0.1, 0.3, 0.4, 0.2, 0],
    peaks: [[14, 0.5, 1]],
    weekend: 1,
    summer: 0.75,
    centrality: 0.4,
    reportMinutes: 20,
    sceneMinutes: 40,
    onStreet: 0.05,
    nearRepeat: 0.03,
  },
  {
    code: "lost_property",
    names: names("失物", "失物", "Lost property"),
    share: 0.03,
    priorities: [0, 0, 0.05, 0.35, 0.6],
    peaks: [[13, 1, 1]],
    weekend: 1.1,
    summer: 1.1,
    centrality: 1.2,
    reportMinutes: 90,
    sceneMinutes: 16,
    onStreet: 0.5,
    nearRepeat: 0,
  },
];
