import { isNotFound } from "../../api/errors.ts";
import { planMessages } from "../../i18n/plan.ts";
import type { MeStore } from "../../state/me.ts";
import { type PageStore, pageAddress } from "../../state/page.ts";
import { useStore } from "../use-store.ts";

/** Where a community is not one's own: the way to ask for it, for those who may. */
export function EmergencyLink({
  store,
  error,
  me,
  communityId,
}: {
  store: PageStore;
  error: unknown;
  me: MeStore;
  communityId: number | null;
}) {
  const { lang, theme } = useStore(store, (state) => state);
  const may = useStore(me, (state) => state.me?.duties.includes("break-glass") === true);
  if (!may || communityId === null || !isNotFound(error)) return null;
  return (
    <a href={pageAddress("desk", { lang, theme }, { tab: "emergencies", community: communityId })}>
      {planMessages[lang].emergency}
    </a>
  );
}
