import type { Language } from "./language.ts";

const zhHans = {
  signIn: "登录",
  login: "警号或代码",
  password: "密码",
  show: "显示密码",
  signingIn: "正在登录…",
  statement: "本系统做什么，不做什么",
  wrong: "警号与密码不符。",
  locked: (time: string) => `多次登录失败，此处到 ${time} 前不能再用这个警号登录。`,
  databaseAway: "数据库暂时没有应答，与您的密码无关，请稍后再试。",
  serverAway: "服务器没有应答，请检查网络后再试。",
  otherSite: "请从本服务器自己的网址打开此页后再登录。",
  badLogin: "警号或代码由小写字母、数字、点、连字符和下划线组成，至少两个字符。",
  notKept: "浏览器没有保存登录状态。请使用 https 网址打开，并允许本站 Cookie。",
  failed: (slug: string) => `没有登录成功（${slug}）。`,
  setUp: "首次设置",
  setUpAbout: "此服务器还没有账号。用服务器启动时显示的一次性令牌建立第一个账号，即管理员。",
  token: "令牌",
  newPassword: (n: string) => `密码，至少 ${n} 个字符`,
  read: "我已阅读：",
  make: "建立管理员账号",
  wrongToken: "令牌无效：可能输入有误、已经用过，或已超过一天。重新启动服务器会显示新的令牌。",
  leadsTo: (page: string) => `登录后打开：${page}`,
  setUpElsewhere: "此服务器还没有账号。第一个账号须在管理地址上建立，服务器启动时会显示该地址。",
};

export type SignInMessages = typeof zhHans;

const zhHant: SignInMessages = {
  signIn: "登入",
  login: "警號或代碼",
  password: "密碼",
  show: "顯示密碼",
  signingIn: "正在登入…",
  statement: "本系統做什麼，不做什麼",
  wrong: "警號與密碼不符。",
  locked: (time) => `多次登入失敗，此處到 ${time} 前不能再用這個警號登入。`,
  databaseAway: "資料庫暫時沒有回應，與您的密碼無關，請稍後再試。",
  serverAway: "伺服器沒有回應，請檢查網路後再試。",
  otherSite: "請從本伺服器自己的網址開啟此頁後再登入。",
  badLogin: "警號或代碼由小寫字母、數字、點、連字號和底線組成，至少兩個字元。",
  notKept: "瀏覽器沒有保存登入狀態。請使用 https 網址開啟，並允許本站 Cookie。",
  failed: (slug) => `沒有登入成功（${slug}）。`,
  setUp: "首次設定",
  setUpAbout: "此伺服器還沒有帳號。用伺服器啟動時顯示的一次性權杖建立第一個帳號，即管理員。",
  token: "權杖",
  newPassword: (n) => `密碼，至少 ${n} 個字元`,
  read: "我已閱讀：",
  make: "建立管理員帳號",
  wrongToken: "權杖無效：可能輸入有誤、已經用過，或已超過一天。重新啟動伺服器會顯示新的權杖。",
  leadsTo: (page) => `登入後開啟：${page}`,
  setUpElsewhere: "此伺服器還沒有帳號。第一個帳號須在管理位址上建立，伺服器啟動時會顯示該位址。",
};

const en: SignInMessages = {
  signIn: "Sign in",
  login: "Badge or code",
  password: "Password",
  show: "Show the password",
  signingIn: "Signing in…",
  statement: "What this system does and does not do",
  wrong: "This badge and this password do not go together.",
  locked: (time) => `Too many failed attempts: from here this badge cannot sign in until ${time}.`,
  databaseAway: "The database does not answer at the moment. It is not your password; try again shortly.",
  serverAway: "The server does not answer. Look at the network and try again.",
  otherSite: "Open this page at the server's own address, then sign in.",
  badLogin: "A badge or code has two characters or more: lower-case letters, digits, dots, hyphens, underscores.",
  notKept: "The browser did not keep the sign-in. Open the page by https and allow its cookie.",
  failed: (slug) => `The sign-in failed (${slug}).`,
  setUp: "First set-up",
  setUpAbout:
    "This server has no account yet. Make the first one, an admin, with the one-time token that the server printed when it started.",
  token: "Token",
  newPassword: (n) => `Password, ${n} characters or more`,
  read: "I have read:",
  make: "Make the admin's account",
  wrongToken:
    "This token opens nothing: mistyped, used, or older than a day. The server prints another when it is started again.",
  leadsTo: (page) => `Opens after signing in: ${page}`,
  setUpElsewhere:
    "This server has no account yet. The first one is made at the address of its administration, which the server printed when it started.",
};

/** What the sign-in page says. */
export const signInMessages: Readonly<Record<Language, SignInMessages>> = { "zh-Hans": zhHans, "zh-Hant": zhHant, en };
