import type { Language } from "./language.ts";

const zhHans = {
  title: "请再次输入密码",
  about: "此操作前须确认是本人。五分钟内不再询问。",
  password: "密码",
  show: "显示密码",
  cancel: "取消",
  goOn: "继续",
  wrong: "密码不对。",
  locked: (minutes: string) => `尝试过多，请 ${minutes} 分钟后再试。`,
  titleOfProvider: "请再次验证身份",
  aboutProvider: "此操作前须确认是本人。请在新打开的页面验证身份，再回到此页继续。五分钟内不再询问。",
  prove: "去验证身份",
};

export type StepUpMessages = typeof zhHans;

const zhHant: StepUpMessages = {
  title: "請再次輸入密碼",
  about: "此操作前須確認是本人。五分鐘內不再詢問。",
  password: "密碼",
  show: "顯示密碼",
  cancel: "取消",
  goOn: "繼續",
  wrong: "密碼不對。",
  locked: (minutes) => `嘗試過多，請 ${minutes} 分鐘後再試。`,
  titleOfProvider: "請再次驗證身分",
  aboutProvider: "此操作前須確認是本人。請在新開啟的頁面驗證身分，再回到此頁繼續。五分鐘內不再詢問。",
  prove: "去驗證身分",
};

const en: StepUpMessages = {
  title: "Enter your password again",
  about: "So that it is you who does this. It is not asked for again within five minutes.",
  password: "Password",
  show: "Show the password",
  cancel: "Cancel",
  goOn: "Go on",
  wrong: "This is not your password.",
  locked: (minutes) => `Too many attempts; try again in ${minutes} min.`,
  titleOfProvider: "Prove once more who you are",
  aboutProvider:
    "So that it is you who does this. Prove it at the provider, on a page that opens beside this one, and come back here. It is not asked for again within five minutes.",
  prove: "Prove it at the provider",
};

/** What is said where a proof of who one is is asked for once more. */
export const stepUpMessages: Readonly<Record<Language, StepUpMessages>> = { "zh-Hans": zhHans, "zh-Hant": zhHant, en };
