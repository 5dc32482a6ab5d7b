import type { SharedMessages } from "../i18n/shared.ts";

/** A request that was not met: the status (0 for no answer) and the problem's slug and detail. */
export class ApiError extends Error {
  readonly status: number;
  readonly slug: string;

  constructor(status: number, problem: { type?: string; detail?: string } | undefined, cause?: unknown) {
    super(problem?.detail ?? `status ${status}`, { cause });
    this.status = status;
    this.slug = problem?.type?.split("/").at(-1) ?? (status === 0 ? "network" : "internal");
  }
}

/** What a person reads about a failure, in words and with the code that support asks for. */
export function describeError(error: unknown, { problem }: SharedMessages): string {
  if (!(error instanceof ApiError)) return problem.refused;
  if (error.status === 0) return problem.network;
  const sentence =
    error.status >= 500
      ? problem.unavailable
      : error.status === 404
        ? problem.notFound
        : error.status === 412
          ? problem.conflict
          : problem.refused;
  return `${sentence} (${error.slug})`;
}
