import { Random } from "./random.ts";

/** A name in the three scripts of the product. Made of common place-name characters; belongs to nobody. */
export interface Names {
  readonly zhHans: string;
  readonly zhHant: string;
  readonly en: string;
}

/** Simplified, traditional, pinyin. */
type Character = readonly [hans: string, hant: string, pinyin: string];

const first: readonly Character[] = [
  ["清", "清", "qing"],
  ["安", "安", "an"],
  ["永", "永", "yong"],
  ["长", "長", "chang"],
  ["和", "和", "he"],
  ["新", "新", "xin"],
  ["东", "東", "dong"],
  ["西", "西", "xi"],
  ["南", "南", "nan"],
  ["北", "北", "bei"],
  ["宁", "寧", "ning"],
  ["兴", "興", "xing"],
  ["广", "廣", "guang"],
  ["金", "金", "jin"],
  ["玉", "玉", "yu"],
  ["银", "銀", "yin"],
  ["云", "雲", "yun"],
  ["凤", "鳳", "feng"],
  ["龙", "龍", "long"],
  ["松", "松", "song"],
  ["柳", "柳", "liu"],
  ["桃", "桃", "tao"],
  ["石", "石", "shi"],
  ["青", "青", "qing"],
  ["红", "紅", "hong"],
  ["朝", "朝", "chao"],
  ["明", "明", "ming"],
  ["文", "文", "wen"],
  ["福", "福", "fu"],
  ["万", "萬", "wan"],
];
const second: readonly Character[] = [
  ["河", "河", "he"],
  ["园", "園", "yuan"],
  ["桥", "橋", "qiao"],
  ["泉", "泉", "quan"],
  ["源", "源", "yuan"],
  ["山", "山", "shan"],
  ["林", "林", "lin"],
  ["华", "華", "hua"],
  ["阳", "陽", "yang"],
  ["门", "門", "men"],
  ["坪", "坪", "ping"],
  ["湾", "灣", "wan"],
  ["岭", "嶺", "ling"],
  ["溪", "溪", "xi"],
  ["塘", "塘", "tang"],
  ["庄", "莊", "zhuang"],
  ["坊", "坊", "fang"],
  ["苑", "苑", "yuan"],
  ["春", "春", "chun"],
  ["丰", "豐", "feng"],
  ["平", "平", "ping"],
  ["康", "康", "kang"],
  ["乐", "樂", "le"],
  ["台", "臺", "tai"],
  ["原", "原", "yuan"],
  ["川", "川", "chuan"],
  ["谷", "谷", "gu"],
  ["田", "田", "tian"],
];
const third: readonly Character[] = [
  ["上", "上", "shang"],
  ["下", "下", "xia"],
  ["前", "前", "qian"],
  ["后", "後", "hou"],
  ["中", "中", "zhong"],
  ["里", "里", "li"],
  ["口", "口", "kou"],
  ["角", "角", "jiao"],
  ["头", "頭", "tou"],
  ["尾", "尾", "wei"],
];

/**
 * Stems of districts, counties and rivers. Common characters would spell the names of real ones; of these pairs none
 * is the name of a county-level division, in characters or in pinyin.
 */
const invented: readonly Character[] = [
  ["砚溪", "硯溪", "yanxi"],
  ["杉坪", "杉坪", "shanping"],
  ["槐谷", "槐谷", "huaigu"],
  ["榆塘", "榆塘", "yutang"],
  ["苇湾", "葦灣", "weiwan"],
  ["鹤汀", "鶴汀", "heting"],
  ["樟岭", "樟嶺", "zhangling"],
  ["梧谷", "梧谷", "wugu"],
  ["菱塘", "菱塘", "lingtang"],
  ["霁坪", "霽坪", "jiping"],
  ["枫泉", "楓泉", "fengquan"],
  ["萤桥", "螢橋", "yingqiao"],
  ["琅湾", "琅灣", "langwan"],
  ["椿台", "椿臺", "chuntai"],
  ["蓼湾", "蓼灣", "liaowan"],
  ["梨溪", "梨溪", "lixi"],
  ["桐湾", "桐灣", "tongwan"],
  ["芦坪", "蘆坪", "luping"],
  ["荻川", "荻川", "dichuan"],
  ["萝岭", "蘿嶺", "luoling"],
  ["橘原", "橘原", "juyuan"],
  ["棠岭", "棠嶺", "tangling"],
  ["竹汀", "竹汀", "zhuting"],
  ["楸原", "楸原", "qiuyuan"],
  ["藕塘", "藕塘", "outang"],
  ["茅岭", "茅嶺", "maoling"],
];

/** The invented city. */
export const cityNames: Names = { zhHans: "岚川市", zhHant: "嵐川市", en: "Lanchuan" };
/** The river that it lies on. */
export const riverNames: Names = { zhHans: "岚河", zhHant: "嵐河", en: "Lan River" };

export type AreaLevel = "city" | "district" | "town" | "rural" | "water";

const endings = {
  community: ["社区", "社區", "Community"],
  subdistrict: ["街道", "街道", "Subdistrict"],
  town: ["镇", "鎮", "Town"],
  urbanDistrict: ["区", "區", "District"],
  county: ["县", "縣", "County"],
  river: ["河", "河", "River"],
  trunk: ["大道", "大道", "Avenue"],
  primary: ["路", "路", "Road"],
  secondary: ["路", "路", "Road"],
  residential: ["街", "街", "Street"],
  service: ["巷", "巷", "Lane"],
  path: ["径", "徑", "Path"],
} as const satisfies Record<string, readonly [string, string, string]>;

export type NamedThing = keyof typeof endings;

/** Things named after the invented stems; no two of them share one. */
const rareThings: ReadonlySet<NamedThing> = new Set(["urbanDistrict", "county", "river"]);

/** Deals out names that never repeat within one kind of thing. */
export class NameDealer {
  readonly #random: Random;
  readonly #used = new Set<string>();

  constructor(seed: number, subject: string) {
    this.#random = new Random(seed, `names of ${subject}`);
  }

  deal(thing: NamedThing): Names {
    const [hans, hant, en] = endings[thing];
    for (let tries = 0; ; tries++) {
      const parts = rareThings.has(thing) ? [this.#random.pick(invented)] : this.#commonParts(tries);
      const stem = parts.map(([character]) => character).join("");
      const key = rareThings.has(thing) ? stem : stem + hans;
      if (this.#used.has(key)) continue;
      this.#used.add(key);
      const pinyin = parts.map(([, , sound]) => sound).join("");
      return {
        zhHans: stem + hans,
        zhHant: parts.map(([, character]) => character).join("") + hant,
        en: `${capital(pinyin)} ${en}`,
      };
    }
  }

  #commonParts(tries: number): Character[] {
    const parts = [this.#random.pick(first), this.#random.pick(second)];
    // The common names run out in a large city; a third character makes ten times as many.
    if (tries > 6) parts.push(this.#random.pick(third));
    if (tries > 60) parts.push(this.#random.pick(third));
    return parts;
  }
}

/** The same name with another ending: the police room of a community, the rural land of a district. */
export function derive(
  names: Names,
  from: readonly [string, string, string],
  to: readonly [string, string, string],
): Names {
  const swap = (name: string, index: 0 | 1 | 2) =>
    (name.endsWith(from[index]) ? name.slice(0, name.length - from[index].length) : name) + to[index];
  return { zhHans: swap(names.zhHans, 0), zhHant: swap(names.zhHant, 1), en: swap(names.en, 2) };
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}
