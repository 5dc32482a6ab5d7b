import type { Language } from "./language.ts";

const zhHans = {
  pageAbout: {
    wall: "指挥中心：全城警情与警力，远处可读。",
    plan: "社区民警：待走访的场所和住宅楼，按自己的顺序走。",
    analyse: "研判人员：筛选、热力、社区统计和走访空白。",
    desk: "紧急查阅、警情交办、地址查询与更正。",
    remote: "用手机切换大屏画面，确认警情。",
    admin: "账号与勤务、权限表和审计记录。",
  },
  desk: "申请与交办",
  remote: "大屏遥控",
  admin: "管理与审计",
  public: "公开页",
  noPages: "此网址只用于管理，没有供此账号使用的页面。地图在服务器的另一个网址。",
  httpApi: "HTTP 接口文档",
  cityHolds: (n: { communities: string; residences: string; venues: string; incidents: string }) =>
    `${n.communities} 个社区，${n.residences} 栋住宅楼，${n.venues} 家场所，${n.incidents} 起警情`,
  adminElsewhere: "管理与审计有单独的网址，服务器维护人员知道该网址。",
};

export type StartMessages = typeof zhHans;

const zhHant: StartMessages = {
  pageAbout: {
    wall: "指揮中心：全城警情與警力，遠處可讀。",
    plan: "社區民警：待走訪的場所和住宅樓，按自己的順序走。",
    analyse: "研判人員：篩選、熱力、社區統計和走訪空白。",
    desk: "緊急查閱、警情交辦、地址查詢與更正。",
    remote: "用手機切換大螢幕畫面，確認警情。",
    admin: "帳號與勤務、權限表和稽核紀錄。",
  },
  desk: "申請與交辦",
  remote: "大螢幕遙控",
  admin: "管理與稽核",
  public: "公開頁",
  noPages: "此網址只用於管理，沒有供此帳號使用的頁面。地圖在伺服器的另一個網址。",
  httpApi: "HTTP 介面文件",
  cityHolds: (n) => `${n.communities} 個社區，${n.residences} 棟住宅樓，${n.venues} 家場所，${n.incidents} 起警情`,
  adminElsewhere: "管理與稽核有單獨的網址，伺服器維護人員知道該網址。",
};

const en: StartMessages = {
  pageAbout: {
    wall: "Command centre: incidents and units of the whole city, readable from afar.",
    plan: "Community officers: venues and dwellings due for a visit, in an order of their own.",
    analyse: "Analysts: filters, density, counts by community and gaps in coverage.",
    desk: "Emergencies, incidents given to officers, and requests about addresses.",
    remote: "A phone that steers the wall and takes alarms in hand.",
    admin: "Accounts and duty, the table of who may have what, the record.",
  },
  desk: "Requests and tasks",
  remote: "Wall remote",
  admin: "Administration and audit",
  public: "For anyone",
  noPages:
    "This address serves administration alone and has no page for this account. The map is at the other address of the server.",
  httpApi: "HTTP API",
  cityHolds: (n) =>
    `${n.communities} communities, ${n.residences} dwellings, ${n.venues} venues, ${n.incidents} incidents`,
  adminElsewhere: "Administration and audit have an address of their own; whoever runs the server knows it.",
};

/** What the first page says. */
export const startMessages: Readonly<Record<Language, StartMessages>> = { "zh-Hans": zhHans, "zh-Hant": zhHant, en };
