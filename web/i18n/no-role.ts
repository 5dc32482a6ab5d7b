import type { Language } from "./language.ts";

/** What somebody reads whom a provider has signed in and who has no role yet; an admin finds them by the login. */
export const noRole: Readonly<Record<Language, (login: string) => string>> = {
  "zh-Hans": (login) =>
    `此账号还没有角色，看不到任何警务数据。请把账号代码 ${login} 告诉账号管理员，由其设定角色和社区。`,
  "zh-Hant": (login) =>
    `此帳號還沒有角色，看不到任何警務資料。請把帳號代碼 ${login} 告訴帳號管理員，由其設定角色和社區。`,
  en: (login) =>
    `This account has no role yet and sees nothing operational. Ask an admin: tell whoever keeps the accounts its code, ${login}, and they give it a role and communities.`,
};
