import { type FormEvent, useState } from "react";
import type { GivenRole } from "../../api/accounts.ts";
import { accountMenuMessages } from "../../i18n/account-menu.ts";
import { adminMessages } from "../../i18n/admin.ts";
import type { Language } from "../../i18n/language.ts";
import { Field } from "../field.tsx";
import { Modal } from "../modal.tsx";
import { Notice } from "../notice.tsx";

/** The role of an account: its first, or another. */
export function RoleDialog({
  login,
  role,
  roles,
  language,
  onGive,
  onClose,
}: {
  login: string;
  /** The role that it has. */
  role: string;
  roles: readonly GivenRole[];
  language: Language;
  /** Resolves to what went wrong, in words. */
  onGive: (role: GivenRole) => Promise<string | null>;
  onClose: () => void;
}) {
  const m = adminMessages[language];
  const [fault, setFault] = useState<string | null>(null);
  const others = roles.filter((one) => one !== role);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const said = await onGive(new FormData(event.currentTarget).get("role") as GivenRole);
    if (said === null) onClose();
    else setFault(said);
  };
  return (
    <Modal title={m.giveRoleTo(login)} onClose={onClose}>
      <form onSubmit={(event) => void submit(event)}>
        <Field label={m.role}>
          {(id) => (
            <select id={id} name="role" defaultValue={others.includes("officer") ? "officer" : others[0]}>
              {others.map((one) => (
                <option key={one} value={one}>
                  {accountMenuMessages[language].roles[one]}
                </option>
              ))}
            </select>
          )}
        </Field>
        {role !== "unassigned" && <p className="quiet">{m.roleEndsDuty}</p>}
        <Notice>{fault}</Notice>
        <div className="deeds">
          <button type="button" onClick={onClose}>
            {m.cancel}
          </button>
          <button type="submit" className="primary">
            {m.giveRole}
          </button>
        </div>
      </form>
    </Modal>
  );
}
