import type { SharedMessages } from "../i18n/shared.ts";

/** What is read of a problem. */
interface ProblemOfAnswer {
  readonly type?: string;
  readonly detail?: string;
  readonly retryAfterSeconds?: number;
}

/** A request that was not met: the status (0 for no answer) and the problem's slug and detail. */
export class ApiError extends Error {
  readonly status: number;
  readonly slug: string;
  /** Until then it would be refused again. */
  readonly retryAfterSeconds: number | undefined;

  constructor(status: number, problem: ProblemOfAnswer | undefined, cause?: unknown) {
    super(problem?.detail ?? `status ${status}`, { cause });
    this.status = status;
    this.slug = problem?.type?.split("/").at(-1) ?? (status === 0 ? "network" : "internal");
    this.retryAfterSeconds = problem?.retryAfterSeconds;
  }
}

/** What was asked for is not there, or not for whoever asks. */
export function isNotFound(error: unknown): boolean {
  return error instanceof ApiError && error.status === 404;
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
