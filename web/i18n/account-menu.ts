import type { Language } from "./language.ts";

const zhHans = {
  account: (login: string) => `账号：${login}`,
  signIn: "登录",
  signOut: "退出登录",
  stuck: "没有退出：服务器没有应答。",
  mine: "我的账号与设备",
  desk: "申请与交办",
  admin: "管理与审计",
  city: "全市",
  communities: (n: number) => `${n} 个社区`,
  none: "今日没有负责的社区",
  nothing: "不含警务数据",
  roles: {
    anyone: "公众",
    unassigned: "尚无角色",
    command: "指挥中心",
    officer: "社区民警",
    analyst: "研判人员",
    supervisor: "所队负责人",
    "wall-device": "大屏",
    "wall-remote": "大屏遥控",
    admin: "账号管理员",
    security: "安全管理员",
    auditor: "审计员",
  },
};

export type AccountMenuMessages = typeof zhHans;

const zhHant: AccountMenuMessages = {
  account: (login) => `帳號：${login}`,
  signIn: "登入",
  signOut: "登出",
  stuck: "沒有登出：伺服器沒有回應。",
  mine: "我的帳號與裝置",
  desk: "申請與交辦",
  admin: "管理與稽核",
  city: "全市",
  communities: (n) => `${n} 個社區`,
  none: "今日沒有負責的社區",
  nothing: "不含警務資料",
  roles: {
    anyone: "公眾",
    unassigned: "尚無角色",
    command: "指揮中心",
    officer: "社區民警",
    analyst: "研判人員",
    supervisor: "所隊負責人",
    "wall-device": "大螢幕",
    "wall-remote": "大螢幕遙控",
    admin: "帳號管理員",
    security: "安全管理員",
    auditor: "稽核員",
  },
};

const en: AccountMenuMessages = {
  account: (login) => `Account: ${login}`,
  signIn: "Sign in",
  signOut: "Sign out",
  stuck: "Not signed out: the server does not answer.",
  mine: "My account and devices",
  desk: "Requests and tasks",
  admin: "Administration and audit",
  city: "The whole city",
  communities: (n) => (n === 1 ? "1 community" : `${n} communities`),
  none: "No community today",
  nothing: "Nothing operational",
  roles: {
    anyone: "Anyone",
    unassigned: "No role yet",
    command: "Command centre",
    officer: "Community officer",
    analyst: "Analyst",
    supervisor: "Supervisor",
    "wall-device": "Wall",
    "wall-remote": "Wall remote",
    admin: "Admin of accounts",
    security: "Security",
    auditor: "Auditor",
  },
};

/** What the menu of the account says, and what roles are called. */
export const accountMenuMessages: Readonly<Record<Language, AccountMenuMessages>> = {
  "zh-Hans": zhHans,
  "zh-Hant": zhHant,
  en,
};
