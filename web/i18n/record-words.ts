import type { Language } from "./language.ts";

/** What the record is about: codes of the server, told to somebody who does not know them. */
export interface RecordMessages {
  /** What stands before the colon of a subject or a task, with the number after it. */
  readonly kinds: Readonly<Record<string, (id: string) => string>>;
  /** A community without a name, and one's list of the day. */
  readonly community: (id: string) => string;
  readonly planOf: (community: string) => string;
  /** The task of a home that is due, where the home itself is a subject. */
  readonly visitTo: (id: string) => string;
  readonly session: (start: string) => string;
  /** Subjects that are one word, beside those that details have names for. */
  readonly lists: Readonly<Record<string, string>>;
  /** What was to be done at a route, beside what it is about. */
  readonly asked: (what: string, deed: string) => string;
  readonly deeds: Readonly<Record<string, string>>;
  /** What routes are about, by the first part of their address. */
  readonly routes: Readonly<Record<string, string>>;
}

const zhHans: RecordMessages = {
  kinds: {
    residence: (id) => `住宅楼 ${id}`,
    incident: (id) => `警情 ${id}`,
    correction: (id) => `地址申请 ${id}`,
    "break-glass": (id) => `紧急查阅 ${id}`,
    hold: (id) => `暂停删除 ${id}`,
  },
  community: (id) => `社区 ${id}`,
  planOf: (community) => `走访计划（${community}）`,
  visitTo: (id) => `走访住宅楼 ${id}`,
  session: (start) => `登录 ${start}…`,
  lists: { venues: "场所", residences: "住宅楼", entries: "审计记录", alarms: "告警" },
  asked: (what, deed) => `${what}（${deed}）`,
  deeds: { GET: "查看", POST: "新增", PUT: "修改", PATCH: "修改", DELETE: "删除" },
  routes: {
    accounts: "账号",
    analysis: "警情分析",
    areas: "行政区划",
    audit: "审计",
    "break-glass": "紧急查阅",
    city: "城市信息",
    communities: "社区",
    corrections: "地址申请",
    coverage: "覆盖情况",
    duty: "勤务",
    exports: "导出",
    imports: "导入",
    "incident-tasks": "警情交办",
    incidents: "警情",
    live: "实时数据",
    ogc: "地图图层",
    plan: "走访计划",
    "police-rooms": "警务室",
    residences: "住宅楼",
    retention: "保存期限",
    roads: "道路",
    sessions: "登录",
    subject: "地址查询",
    tiles: "地图图层",
    units: "警力",
    venues: "场所",
    visits: "走访记录",
    wall: "大屏",
  },
};

const zhHant: RecordMessages = {
  kinds: {
    residence: (id) => `住宅樓 ${id}`,
    incident: (id) => `警情 ${id}`,
    correction: (id) => `地址申請 ${id}`,
    "break-glass": (id) => `緊急查閱 ${id}`,
    hold: (id) => `暫停刪除 ${id}`,
  },
  community: (id) => `社區 ${id}`,
  planOf: (community) => `走訪計畫（${community}）`,
  visitTo: (id) => `走訪住宅樓 ${id}`,
  session: (start) => `登入 ${start}…`,
  lists: { venues: "場所", residences: "住宅樓", entries: "稽核紀錄", alarms: "告警" },
  asked: (what, deed) => `${what}（${deed}）`,
  deeds: { GET: "檢視", POST: "新增", PUT: "修改", PATCH: "修改", DELETE: "刪除" },
  routes: {
    accounts: "帳號",
    analysis: "警情分析",
    areas: "行政區劃",
    audit: "稽核",
    "break-glass": "緊急查閱",
    city: "城市資訊",
    communities: "社區",
    corrections: "地址申請",
    coverage: "涵蓋情況",
    duty: "勤務",
    exports: "匯出",
    imports: "匯入",
    "incident-tasks": "警情交辦",
    incidents: "警情",
    live: "即時資料",
    ogc: "地圖圖層",
    plan: "走訪計畫",
    "police-rooms": "警務室",
    residences: "住宅樓",
    retention: "保存期限",
    roads: "道路",
    sessions: "登入",
    subject: "地址查詢",
    tiles: "地圖圖層",
    units: "警力",
    venues: "場所",
    visits: "走訪紀錄",
    wall: "大螢幕",
  },
};

const en: RecordMessages = {
  kinds: {
    residence: (id) => `dwelling ${id}`,
    incident: (id) => `incident ${id}`,
    correction: (id) => `request ${id} about an address`,
    "break-glass": (id) => `emergency ${id}`,
    hold: (id) => `hold ${id}`,
  },
  community: (id) => `community ${id}`,
  planOf: (community) => `list of visits, ${community}`,
  visitTo: (id) => `visit to dwelling ${id}`,
  session: (start) => `session ${start}…`,
  lists: { venues: "venues", residences: "dwellings", entries: "entries of the audit", alarms: "alarms" },
  asked: (what, deed) => `${what} (${deed})`,
  deeds: { GET: "read", POST: "add", PUT: "change", PATCH: "change", DELETE: "delete" },
  routes: {
    accounts: "accounts",
    analysis: "analysis of incidents",
    areas: "areas",
    audit: "the audit",
    "break-glass": "emergencies",
    city: "the city",
    communities: "communities",
    corrections: "requests about addresses",
    coverage: "coverage",
    duty: "duty",
    exports: "exports",
    imports: "imports",
    "incident-tasks": "incidents given",
    incidents: "incidents",
    live: "live data",
    ogc: "layers of the map",
    plan: "the list of visits",
    "police-rooms": "police rooms",
    residences: "dwellings",
    retention: "ages of deletion",
    roads: "roads",
    sessions: "sessions",
    subject: "what is stored about an address",
    tiles: "layers of the map",
    units: "units",
    venues: "venues",
    visits: "visits",
    wall: "the wall",
  },
};

/** Subjects, tasks and routes of the record in words. */
export const recordMessages: Readonly<Record<Language, RecordMessages>> = { "zh-Hans": zhHans, "zh-Hant": zhHant, en };
