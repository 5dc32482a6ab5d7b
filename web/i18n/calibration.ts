import type { Language } from "./language.ts";

const zhHans = {
  title: "观看距离",
  screenWidth: "屏幕宽度（米）",
  farthestSeat: "最远座位（米）",
  apply: "应用",
  specimen: "按此设置，最远座位看到的字",
  specimenNames: "名称",
  specimenDigits: "数字",
  specimenHeadline: "警报标题",
  specimenSmall: "最小",
  arcminutes: (angle: string, pixels: string) => `${angle}′ · ${pixels} 像素`,
  ruler: (length: string) => `用尺量：此线应长 ${length}`,
  wholeScreen: "宽度按整个画面计，即所有拼接屏之和。",
  layout: (layout: string) => `按此尺寸，大屏版式：${layout}`,
  layouts: { roomy: "全部内容", wide: "横幅布局", tight: "字大，只显示要点", column: "单列" },
  backToWall: "返回大屏",
};

const zhHant: typeof zhHans = {
  title: "觀看距離",
  screenWidth: "螢幕寬度（公尺）",
  farthestSeat: "最遠座位（公尺）",
  apply: "套用",
  specimen: "依此設定，最遠座位看到的字",
  specimenNames: "名稱",
  specimenDigits: "數字",
  specimenHeadline: "警報標題",
  specimenSmall: "最小",
  arcminutes: (angle, pixels) => `${angle}′ · ${pixels} 像素`,
  ruler: (length) => `用尺量：此線應長 ${length}`,
  wholeScreen: "寬度按整個畫面計，即所有拼接螢幕之和。",
  layout: (layout) => `依此尺寸，大螢幕版式：${layout}`,
  layouts: { roomy: "全部內容", wide: "橫幅版面", tight: "字大，只顯示要點", column: "單欄" },
  backToWall: "返回大螢幕",
};

const en: typeof zhHans = {
  title: "Viewing distance",
  screenWidth: "Screen width (m)",
  farthestSeat: "Farthest seat (m)",
  apply: "Apply",
  specimen: "What the farthest seat reads with these measures",
  specimenNames: "Names",
  specimenDigits: "Digits",
  specimenHeadline: "Alarm headline",
  specimenSmall: "Smallest",
  arcminutes: (angle, pixels) => `${angle}′ · ${pixels} px`,
  ruler: (length) => `Measure it: this line should be ${length} long`,
  wholeScreen: "The width is that of the whole picture, all panels together.",
  layout: (layout) => `The wall at this size: ${layout}`,
  layouts: {
    roomy: "everything fits",
    wide: "wide layout",
    tight: "large letters, what matters most",
    column: "one column",
  },
  backToWall: "Back to the wall",
};

/** What the calibration of a wall says. */
export const calibrationMessages: Readonly<Record<Language, typeof zhHans>> = {
  "zh-Hans": zhHans,
  "zh-Hant": zhHant,
  en,
};
