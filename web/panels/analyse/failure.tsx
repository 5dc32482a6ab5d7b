import type { SharedMessages } from "../../i18n/shared.ts";

/** A request that was not met, in words, and a way to try again. */
export function Failure({ text, shared, onRetry }: { text: string; shared: SharedMessages; onRetry: () => void }) {
  return (
    <div className="notice failure" role="alert">
      <p>{text}</p>
      <button type="button" onClick={onRetry}>
        {shared.retry}
      </button>
    </div>
  );
}
