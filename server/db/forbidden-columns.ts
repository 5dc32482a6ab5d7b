/**
 * What must not exist anywhere in this database: people, their trails, scores of people or homes, and protected
 * characteristics. Read by the schema test and by imports, which refuse a file that offers such a column.
 */
const rules: readonly { readonly meaning: string; readonly pattern: RegExp }[] = [
  {
    meaning: "the name of a person",
    pattern:
      /(^|_)(person|resident|owner|tenant|holder|officer|victim|suspect|contact|first|last|full|family|given|sur)_?name(_|$)|姓名|曾用名|联系人|聯繫人|法人|户主|戶主|房东|房東|租客|承租人/i,
  },
  {
    meaning: "an identity document",
    pattern:
      /(^|_)(id_?card|id_?number|identity|passport|ssn|national_id|hukou)(_|$)|身份证|身份證|证件号|證件號|护照|護照|户籍|戶籍/i,
  },
  {
    meaning: "a phone number or other contact",
    pattern:
      /(^|_)(phone|mobile|telephone|tel|email|e_mail|wechat|qq|imei|imsi)(_|$)|手机|手機|电话|電話|微信|邮箱|郵箱/i,
  },
  {
    meaning: "a vehicle plate",
    pattern: /(^|_)(plate|licen[cs]e_plate|number_plate|vin|vehicle_(id|number))(_|$)|车牌|車牌|号牌|號牌/i,
  },
  {
    meaning: "a face or other biometric",
    pattern: /(^|_)(face|biometric|fingerprint|iris|dna|gait|voiceprint)(_|$)|人脸|人臉|指纹|指紋|虹膜/i,
  },
  { meaning: "ethnicity", pattern: /(^|_)(ethnic\w*|race|nationality|minority)(_|$)|民族|国籍|國籍/i },
  { meaning: "religion", pattern: /(^|_)(relig\w*|faith|church_member)(_|$)|宗教|信仰/i },
  {
    meaning: "health",
    pattern:
      /(^|_)(health|disease|diagnos\w*|disab\w*|mental|vaccin\w*|covid|hiv|drug_user)(_|$)|健康|疾病|病史|残疾|殘疾|精神病|疫苗|吸毒/i,
  },
  {
    meaning: "politics",
    pattern: /(^|_)(politic\w*|party_member|petition\w*|voter)(_|$)|政治|党员|黨員|上访|上訪|信访|信訪/i,
  },
  {
    meaning: "sex, orientation, family or birth",
    pattern:
      /(^|_)(sex|gender|orientation|marital|fertility|pregnan\w*|birth\w*|dob|age)(_|$)|性别|性別|婚姻|生育|出生|年龄|年齡/i,
  },
  {
    meaning: "a score of a person or home",
    pattern:
      /(^|_)(credit|social|threat|person|resident|household)_?(score|rating|risk|rank)(_|$)|信用分|人员评分|人員評分|风险人员|風險人員|重点人员|重點人員/i,
  },
  {
    meaning: "a trail",
    pattern: /(^|_)(trail|trajectory|whereabouts|movement_history|track_points?)(_|$)|轨迹|軌跡|行踪|行蹤/i,
  },
];

/**
 * The forbidden meaning of a column's name, or undefined for one that may exist.
 *
 * @param name column or attribute name, in any script; camelCase and spaces count as snake_case
 */
export function forbiddenMeaning(name: string): string | undefined {
  const snake = name
    .trim()
    .replaceAll(/([a-z0-9])([A-Z])/g, "$1_$2")
    .replaceAll(/[\s\-./]+/g, "_");
  return rules.find((rule) => rule.pattern.test(snake))?.meaning;
}
