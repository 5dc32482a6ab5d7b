import { useId, useState } from "react";
import { type AccountMenuMessages, accountMenuMessages } from "../i18n/account-menu.ts";
import { type Me, type MeStore, scopeOf } from "../state/me.ts";
import { type PageStore, pageAddress } from "../state/page.ts";
import { signInAndBack } from "../state/sign-in-address.ts";
import { Notice } from "./notice.tsx";
import { useStore } from "./use-store.ts";

/** Who is signed in, what they see today, and the way out; for somebody who has not signed in the way in. */
export function AccountMenu({
  store,
  me: who,
  onSignOut,
}: {
  store: PageStore;
  me: MeStore;
  /** Rejects when the session goes on. */
  onSignOut: (lang: string) => Promise<void>;
}) {
  const { lang, theme } = useStore(store, (state) => state);
  const { me, isKnown } = useStore(who, (state) => state);
  const id = useId();
  const [isStuck, setStuck] = useState(false);
  const m = accountMenuMessages[lang];
  if (!isKnown) return null;
  if (me === null)
    return (
      <a className="button" href={signInAndBack(lang)}>
        {m.signIn}
      </a>
    );
  const to = (name: "account" | "admin" | "desk") => pageAddress(name, { lang, theme });
  return (
    <>
      <button type="button" className="round" popoverTarget={id} aria-label={m.account(me.login)} title={me.login}>
        <svg className="icon" viewBox="0 0 24 24" aria-hidden="true">
          <path d="M12 4a4 4 0 1 0 .01 0zM4 21c.6-4.4 3.8-6.5 8-6.5s7.4 2.1 8 6.5" />
        </svg>
      </button>
      <div
        id={id}
        popover="auto"
        className="account-menu"
        onToggle={(event) => void (event.newState === "open" && who.readNow())}
      >
        <p>
          <strong>{me.login}</strong>
          <span>{m.roles[me.role]}</span>
          <span className="quiet">{scopeWords(me, m)}</span>
        </p>
        <a href={to("account")}>{m.mine}</a>
        {me.pages.includes("desk") && <a href={to("desk")}>{m.desk}</a>}
        {me.pages.includes("admin") && <a href={to("admin")}>{m.admin}</a>}
        <button type="button" onClick={() => void onSignOut(lang).catch(() => setStuck(true))}>
          {m.signOut}
        </button>
        {isStuck && <Notice>{m.stuck}</Notice>}
      </div>
    </>
  );
}

/** What somebody sees today, in words. */
function scopeWords(me: Me, m: AccountMenuMessages): string {
  const scope = scopeOf(me);
  return scope === "communities" ? m.communities(me.scope.communityIds.length) : m[scope];
}
