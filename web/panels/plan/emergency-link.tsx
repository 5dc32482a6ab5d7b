import { ApiError } from "../../api/errors.ts";
import type { Language } from "../../i18n/language.ts";
import { planMessages } from "../../i18n/plan.ts";
import type { MeStore } from "../../state/me.ts";
import { useStore } from "../use-store.ts";

/** Where a community is not one's own: the way to ask for it, for those who may. */
export function EmergencyLink({
  error,
  me,
  communityId,
  language,
}: {
  error: unknown;
  me: MeStore;
  communityId: number | null;
  language: Language;
}) {
  const may = useStore(me, (state) => state.me?.duties.includes("break-glass") === true);
  if (!may || !(error instanceof ApiError) || error.status !== 404) return null;
  return (
    <a href={`/desk.html?lang=${language}&tab=emergencies&community=${communityId}`}>
      {planMessages[language].emergency}
    </a>
  );
}
