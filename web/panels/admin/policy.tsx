import { useState } from "react";
import type { Schemas } from "../../api/client.ts";
import { accountMenuMessages } from "../../i18n/account-menu.ts";
import type { Language } from "../../i18n/language.ts";
import { policyMessages } from "../../i18n/policy.ts";
import { Field } from "../field.tsx";
import { Scrolls } from "../scrolls.tsx";
import { usePhone } from "../use-phone.ts";
import { RoleTable } from "./role-table.tsx";

type Access = Schemas["Access"];
type Role = Access["roles"][number]["role"];
type Reach = "none" | "published" | "scope" | "city";

const classes = ["public", "operational", "personal", "case", "change"] as const;

/** The table of access: every role under one class of attributes, or every class of one role. */
export function Policy({ access, language }: { access: Access; language: Language }) {
  const m = policyMessages[language];
  const roleNames = accountMenuMessages[language].roles;
  const isPhone = usePhone();
  const [role, setRole] = useState<Role | "all">(isPhone ? "officer" : "all");
  const [klass, setClass] = useState<(typeof classes)[number]>("operational");
  const columns =
    role === "all"
      ? access.roles.map((one) => ({ key: one.role, name: roleNames[one.role], role: one.role, klass }))
      : classes.map((one) => ({ key: one, name: m.classes[one], role, klass: one }));
  return (
    <>
      <p>{m.intro}</p>
      <div className="choose">
        <Field label={m.role}>
          {(id) => (
            <select id={id} value={role} onChange={(event) => setRole(event.target.value as Role | "all")}>
              <option value="all">{m.allRoles}</option>
              {access.roles.map((one) => (
                <option key={one.role} value={one.role}>
                  {roleNames[one.role]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {role === "all" && (
          <Field label={m.klass}>
            {(id) => (
              <select
                id={id}
                value={klass}
                onChange={(event) => setClass(event.target.value as (typeof classes)[number])}
              >
                {classes.map((one) => (
                  <option key={one} value={one}>
                    {m.classes[one]}
                  </option>
                ))}
              </select>
            )}
          </Field>
        )}
      </div>
      {role === "all" && <p className="quiet">{m.classAbout[klass]}</p>}
      <Scrolls label={m.policy}>
        <table className="policy">
          <thead>
            <tr>
              <th scope="col">{m.subject}</th>
              {columns.map(({ key, name }) => (
                <th key={key} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {access.subjects.map(({ subject, grants }) => (
              <tr key={subject}>
                <th scope="row">{m.subjects[subject] ?? subject}</th>
                {columns.map((column) => {
                  const reach = grants.find((grant) => grant.role === column.role)?.[column.klass] as Reach;
                  return (
                    <td key={column.key} className={`reach-${reach}`}>
                      {m.reaches[reach]}
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </Scrolls>
      <RoleTable roles={access.roles} language={language} />
    </>
  );
}
