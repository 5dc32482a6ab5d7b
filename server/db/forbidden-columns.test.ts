import { describe, expect, test } from "vitest";
import { clearances } from "./clearance.ts";
import { forbiddenMeaning } from "./forbidden-columns.ts";

describe("a forbidden column is known by its name", () => {
  test.each([
    "姓名",
    "身份证号",
    "手机号码",
    "民族",
    "宗教信仰",
    "车牌号",
    "轨迹",
    "性别",
    "出生日期",
    "重点人员",
    "person_name",
    "ownerName",
    "Full Name",
    "id_card",
    "ID Number",
    "phone",
    "ethnicity",
    "religion",
    "health_status",
    "marital-status",
    "birth_date",
    "licence_plate",
    "credit_score",
    "trajectory",
    "gender",
    "age",
  ])("%s", (name) => expect(forbiddenMeaning(name)).toBeTypeOf("string"));
});

test("names that merely look alike are let through", () => {
  const innocent = [
    "name_en",
    "nhood",
    "pd_district",
    "category",
    "descript",
    "resolution",
    "address",
    "stage",
    "message",
    "average",
    "village",
    "surface",
    "place",
    "template",
    "telegraph_road",
    "essex",
    "racecourse",
    "licence",
    "storage_days",
  ];
  expect(innocent.filter((name) => forbiddenMeaning(name))).toEqual([]);
});

test("our own columns pass", () => {
  const names = Object.values(clearances).flatMap((columns) => Object.keys(columns));
  expect(names.filter((name) => forbiddenMeaning(name))).toEqual([]);
});
