import { useState } from "react";
import type { GivenRole, NewAccount, NewScope } from "../../api/accounts.ts";
import type { Schemas } from "../../api/client.ts";
import { accountMenuMessages } from "../../i18n/account-menu.ts";
import { adminMessages } from "../../i18n/admin.ts";
import { formatNumber } from "../../i18n/format.ts";
import type { Language } from "../../i18n/language.ts";
import { findAccounts, type Scope } from "../../state/duty-scopes.ts";
import { Field } from "../field.tsx";
import { Outcome, type Said } from "../notice.tsx";
import { AccountRow } from "./account-row.tsx";
import { DutyDialog } from "./duty-dialog.tsx";
import { EndDialog } from "./end-dialog.tsx";
import { NewAccountForm } from "./new-account-form.tsx";
import { RoleDialog } from "./role-dialog.tsx";

type Account = Schemas["Account"];

/** What an admin can do; each resolves to what went wrong, in words, and to null when it was done. */
export interface AccountDeeds {
  readonly make: (account: NewAccount) => Promise<string | null>;
  readonly end: (account: Account) => Promise<string | null>;
  readonly give: (account: Account, scopes: readonly NewScope[]) => Promise<string | null>;
  readonly giveRole: (account: Account, role: GivenRole) => Promise<string | null>;
  readonly endScope: (account: Account, scope: Scope) => Promise<string | null>;
}

export interface City {
  readonly timeZone: string;
  readonly communities: Schemas["PublishedCity"]["communities"];
}

/** Who may sign in, and for which communities on which days. */
export function Accounts({
  accounts,
  roles,
  city,
  own,
  now,
  language,
  deeds,
}: {
  accounts: readonly Account[];
  roles: Schemas["Access"]["roles"];
  city: City;
  /** Login of whoever looks. */
  own: string;
  /** Epoch milliseconds. */
  now: number;
  language: Language;
  deeds: AccountDeeds;
}) {
  const m = adminMessages[language];
  const roleNames = accountMenuMessages[language].roles;
  const [words, setWords] = useState("");
  const [withEnded, setWithEnded] = useState(false);
  const [asked, setAsked] = useState<{ readonly account: Account; readonly what: "give" | "role" | "end" } | null>(
    null,
  );
  const found = findAccounts(accounts, { words, withEnded, roleName: (role) => roleNames[role] });
  const givenRoles = roles.flatMap(({ role }) => (role === "anyone" || role === "unassigned" ? [] : [role]));
  const extents = new Map(roles.map(({ role, extent }) => [role, extent]));
  const [said, setSaid] = useState<Said | null>(null);
  const close = () => setAsked(null);
  /** Tells of what was done; a fault is told where it was asked for. */
  const told = async (deed: Promise<string | null>, done: string) => {
    const fault = await deed;
    setSaid(fault === null ? { text: done, isFault: false } : null);
    return fault;
  };
  const endScope = async (account: Account, scope: Scope) => {
    const fault = await told(deeds.endScope(account, scope), m.scopeEnded);
    if (fault !== null) setSaid({ text: fault, isFault: true });
  };
  return (
    <>
      <NewAccountForm
        roles={givenRoles}
        language={language}
        onMake={(account) => told(deeds.make(account), m.made(account.login))}
      />
      <div className="choose">
        <Field label={m.find}>
          {(id) => <input id={id} type="search" value={words} onChange={(event) => setWords(event.target.value)} />}
        </Field>
        <label className="switch">
          <input type="checkbox" checked={withEnded} onChange={(event) => setWithEnded(event.target.checked)} />
          {m.withEnded}
        </label>
        <p className="quiet" role="status">
          {m.shown(formatNumber(found.length), formatNumber(accounts.length))}
        </p>
      </div>
      <Outcome said={said} />
      <ul className="accounts">
        {found.map((account) => (
          <AccountRow
            key={account.id}
            account={account}
            city={city}
            isOwn={account.login === own}
            hasScope={extents.get(account.role) !== "nothing"}
            now={now}
            language={language}
            onGive={() => setAsked({ account, what: "give" })}
            onGiveRole={() => setAsked({ account, what: "role" })}
            onEnd={() => setAsked({ account, what: "end" })}
            onEndScope={(scope) => void endScope(account, scope)}
          />
        ))}
      </ul>
      {asked?.what === "give" && (
        <DutyDialog
          account={asked.account}
          extent={extents.get(asked.account.role) ?? "nothing"}
          city={city}
          language={language}
          onGive={(scopes) => told(deeds.give(asked.account, scopes), m.given(asked.account.login))}
          onClose={close}
        />
      )}
      {asked?.what === "role" && (
        <RoleDialog
          login={asked.account.login}
          role={asked.account.role}
          roles={givenRoles}
          language={language}
          onGive={(role) => told(deeds.giveRole(asked.account, role), m.roleGiven(asked.account.login))}
          onClose={close}
        />
      )}
      {asked?.what === "end" && (
        <EndDialog
          login={asked.account.login}
          language={language}
          onEnd={() => told(deeds.end(asked.account), m.endedNow(asked.account.login))}
          onClose={close}
        />
      )}
    </>
  );
}
