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
};

const en: StepUpMessages = {
  title: "Enter your password again",
  about: "So that it is you who does this. It is not asked for again within five minutes.",
  password: "Password",
  show: "Show the password",
  cancel: "Cancel",
  goOn: "Go on",
  wrong: "The password is another.",
  locked: (minutes) => `Too many attempts; try again in ${minutes} min.`,
};

/** What is said where the password is asked for once more. */
export const stepUpMessages: Readonly<Record<Language, StepUpMessages>> = { "zh-Hans": zhHans, "zh-Hant": zhHant, en };
