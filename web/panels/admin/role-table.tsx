import type { Schemas } from "../../api/client.ts";
import { accountMenuMessages } from "../../i18n/account-menu.ts";
import type { Language } from "../../i18n/language.ts";
import { policyMessages } from "../../i18n/policy.ts";
import { Scrolls } from "../scrolls.tsx";

/** What each role is: what its scope may be, how exactly it sees places, when its session ends, and what else it does. */
export function RoleTable({ roles, language }: { roles: Schemas["Access"]["roles"]; language: Language }) {
  const m = policyMessages[language];
  const roleNames = accountMenuMessages[language].roles;
  return (
    <>
      <h2>{m.rolesTable}</h2>
      <Scrolls label={m.rolesTable}>
        <table>
          <thead>
            <tr>
              <th scope="col">{m.role}</th>
              <th scope="col">{m.extent}</th>
              <th scope="col">{m.precision}</th>
              <th scope="col">{m.idle}</th>
              <th scope="col">{m.duties}</th>
            </tr>
          </thead>
          <tbody>
            {roles.map(({ role, extent, precision, idleMinutes, duties }) => (
              <tr key={role}>
                <th scope="row">{roleNames[role]}</th>
                <td>{m.extents[extent]}</td>
                <td>{m.precisions[precision]}</td>
                <td>{role === "anyone" ? "–" : idleMinutes === null ? m.never : m.minutes(String(idleMinutes))}</td>
                <td>{duties.map((duty) => m.dutyNames[duty] ?? duty).join(language === "en" ? ", " : "、") || "–"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
    </>
  );
}
