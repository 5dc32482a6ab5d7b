import type { Language } from "./language.ts";

const zhHans = {
  title: "本系统做什么，不做什么",
  intro: "一张图让本市公安在同一张地图上看到地点和事件。任何人不登录都可以阅读本页。",
  does: "做什么",
  doesList: [
    "显示地点和事件：社区、道路、住宅楼的位置和户数、场所、警情、警务室、走访记录。",
    "民警只看到当日负责的社区；指挥中心看到全市；管理账号的人和审计的人看不到警务数据。",
    "住址逐栋打开，不能成批打开；地图和列表上没有门牌。",
    "警用终端在岗时只保留最后一个位置，新的位置覆盖旧的，不留轨迹。",
    "登录、被拒绝的访问、账号和权限的变更都记入审计；审计记录被改动、删除或插入都能查出。",
  ],
  doesNot: "不做什么",
  doesNotList: [
    "不存姓名、身份证号、电话、车牌、人脸、健康、信仰、民族、党派。数据库没有存放它们的地方，导入时也会拒绝。",
    "不记录谁住在哪里、在哪里工作、去过哪里。",
    "不给人或住户打分，不预测个人，不列嫌疑人名单。",
    "不接摄像头，不定位手机，不跟踪居民，也不跟踪民警。",
    "不代替人作决定：热力、得分和走访顺序只是提示。",
    "不向其他服务器发送任何内容；除登录状态外不使用 Cookie。",
  ],
  published: "向所有人公开什么",
  publishedList: [
    "住宅：只以八户以上的片区和一个固定点表示，户数取区间下限。",
    "警情：只标在代表八户以上的点上，不跨社区；纠纷、伤害、诈骗等敏感类别只计数，不上图。",
    "数字：按社区、类别和整季度统计；小于十的不公布，并连带隐去能推算出它们的数字。",
    "只能查询已结束两周以上的整季度，没有其他范围或类别可选。",
  ],
  remains: "仍然存在的风险",
  remainsList: [
    "公布后更正的季度，与旧的对比可以看出差别。",
    "本来就知道某起警情和街道的人，能认出它的点。",
    "只有一栋大楼的片区，点就在该楼约 90 米之内。",
  ],
  address: "关于您的住址",
  addressText: "想知道系统存了某个住址的什么，或认为有误，请向运行本系统的公安机关提出，可以要求更正。",
};

export type AboutMessages = typeof zhHans;

const zhHant: AboutMessages = {
  title: "本系統做什麼，不做什麼",
  intro: "一張圖讓本市公安在同一張地圖上看到地點和事件。任何人不登入都可以閱讀本頁。",
  does: "做什麼",
  doesList: [
    "顯示地點和事件：社區、道路、住宅樓的位置和戶數、場所、警情、警務室、走訪紀錄。",
    "民警只看到當日負責的社區；指揮中心看到全市；管理帳號的人和稽核的人看不到警務資料。",
    "住址逐棟打開，不能成批打開；地圖和列表上沒有門牌。",
    "警用終端在崗時只保留最後一個位置，新的位置覆蓋舊的，不留軌跡。",
    "登入、被拒絕的存取、帳號和權限的變更都記入稽核；稽核紀錄被改動、刪除或插入都能查出。",
  ],
  doesNot: "不做什麼",
  doesNotList: [
    "不存姓名、身分證號、電話、車牌、人臉、健康、信仰、民族、黨派。資料庫沒有存放它們的地方，匯入時也會拒絕。",
    "不記錄誰住在哪裡、在哪裡工作、去過哪裡。",
    "不給人或住戶打分，不預測個人，不列嫌疑人名單。",
    "不接攝影機，不定位手機，不追蹤居民，也不追蹤民警。",
    "不代替人作決定：熱力、得分和走訪順序只是提示。",
    "不向其他伺服器傳送任何內容；除登入狀態外不使用 Cookie。",
  ],
  published: "向所有人公開什麼",
  publishedList: [
    "住宅：只以八戶以上的片區和一個固定點表示，戶數取區間下限。",
    "警情：只標在代表八戶以上的點上，不跨社區；糾紛、傷害、詐騙等敏感類別只計數，不上圖。",
    "數字：按社區、類別和整季度統計；小於十的不公布，並連帶隱去能推算出它們的數字。",
    "只能查詢已結束兩週以上的整季度，沒有其他範圍或類別可選。",
  ],
  remains: "仍然存在的風險",
  remainsList: [
    "公布後更正的季度，與舊的對比可以看出差別。",
    "本來就知道某起警情和街道的人，能認出它的點。",
    "只有一棟大樓的片區，點就在該樓約 90 公尺之內。",
  ],
  address: "關於您的住址",
  addressText: "想知道系統存了某個住址的什麼，或認為有誤，請向運行本系統的公安機關提出，可以要求更正。",
};

const en: AboutMessages = {
  title: "What this system does and does not do",
  intro:
    "One Map lets the police of this city see places and events on one map. Anyone may read this page, without signing in.",
  does: "What it does",
  doesList: [
    "Shows places and events: communities, streets, where residential buildings stand and how many households they have, venues, incidents, police rooms, visits.",
    "An officer sees the communities of the day's duty and the command centre the whole city; those who keep accounts or read the audit see nothing of it.",
    "Opens the address of a home one building at a time, never many at once. Maps and lists carry no house numbers.",
    "Keeps one position of a police terminal on duty, its last: a new one replaces it, and there is no trail.",
    "Puts sign-ins, refusals and changes of accounts and rights on a record in which nothing can be altered, removed or added unnoticed.",
  ],
  doesNot: "What it does not do",
  doesNotList: [
    "It stores no name, identity number, phone, plate, face, health, belief, origin or party. The database has no place for them, and an import that brings them is refused.",
    "It does not know who lives, works or was anywhere.",
    "It gives no score to a person or a home, predicts nothing about anybody, and lists no suspects.",
    "It has no cameras, locates no phones, and follows neither residents nor officers.",
    "It decides nothing: densities, scores and orders of visits are hints to people.",
    "It sends nothing to any other server, and uses no cookie but that of the sign-in.",
  ],
  published: "What it publishes for anyone",
  publishedList: [
    "Homes as blocks of eight households or more, each with one fixed point and the lower end of a band of households.",
    "Incidents at points that stand for eight households or more, never across a community's border. Disputes, assaults, frauds and other sensitive kinds are counted and never drawn.",
    "Counts by community, category and whole quarter. Those below ten are withheld, and with them others from which they could be worked out.",
    "Only whole quarters that ended two weeks ago: no other period, area or kind can be asked for.",
  ],
  remains: "What remains",
  remainsList: [
    "A quarter that is corrected after it was published shows the difference to whoever kept the old one.",
    "Whoever knows of an incident and its street recognises its point.",
    "The point of a block of one large building is within about 90 m of it.",
  ],
  address: "Your address",
  addressText:
    "Whoever wants to know what is stored about an address, or thinks that it is wrong, asks the police office that runs this system, and may ask for a correction.",
};

/** What the public page says. */
export const aboutMessages: Readonly<Record<Language, AboutMessages>> = { "zh-Hans": zhHans, "zh-Hant": zhHant, en };
