import { symbolOfPriority, symbolPaths } from "./symbol-paths.ts";

/** A priority as shape and colour, with its name for those who see neither. */
export function PriorityMark({ priority, label }: { priority: number; label: string }) {
  const symbol = symbolOfPriority(priority);
  return (
    <svg className={`mark mark-${symbol}`} viewBox="0 0 64 64" role="img" aria-label={label}>
      <path d={symbolPaths[symbol]} fill="currentColor" fillRule="evenodd" />
    </svg>
  );
}
