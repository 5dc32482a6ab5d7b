import { alarmKinds } from "@one-map/server/access/alarms";
import { roleDefinitions, roles } from "@one-map/server/access/roles";
import { subjectNames } from "@one-map/server/access/subjects";
import { listSources, readSource } from "@one-map/server/testing/source-files";
import { describe, expect, test } from "vitest";
import { accountMenuMessages } from "./account-menu.ts";
import { auditMessages } from "./audit.ts";
import { detailMessages } from "./audit-details.ts";
import { languages } from "./language.ts";
import { policyMessages } from "./policy.ts";

/** Codes of the server that pages have words for; one that it learns later would be shown as it is. */

/** What the server puts on record: no list of it is kept, as each feature says what it does. */
const actions = listSources(/^server\/.*(?<!\.test)\.ts$/)
  .flatMap((path) => [...readSource(path).matchAll(/\baction: "([\w-]+)"/g)])
  .map(([, action]) => action as string);
/** And what it says of it beside: names of details that are written out where they are put on record. */
const details = listSources(/^server\/(auth|audit|exports|purpose|retention|wall)\/(?!.*\.test).*\.ts$/)
  .flatMap((path) => [...readSource(path).matchAll(/\bdetail(?::| =) \{([^{}]*)\}/g)])
  .flatMap(([, inside = ""]) => [...inside.matchAll(/(?:^|,)\s*(\w+)/g)])
  .map(([, name]) => name as string);
const duties = roles.flatMap((role) => roleDefinitions[role].duties);

describe.each(languages)("in %s", (lang) => {
  test.each([
    ["what was done", actions, auditMessages[lang].actions],
    ["what is said of it", details, detailMessages[lang].names],
    ["alarms", alarmKinds, auditMessages[lang].alarmKinds],
    ["roles", roles, accountMenuMessages[lang].roles],
    ["duties", duties, policyMessages[lang].dutyNames],
    ["subjects", subjectNames, policyMessages[lang].subjects],
  ])("%s has words", (_, codes, words) => {
    expect(codes.length).toBeGreaterThan(4);
    expect(codes.filter((code) => !(code in words))).toEqual([]);
  });
});
