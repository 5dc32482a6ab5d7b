import type { ProblemDetail, ProblemSlug } from "../http/problems.ts";
import type { ImportReport, ImportRequest } from "./import-context.ts";

/** A problem as it goes from one process to another. */
export interface PlainProblem {
  readonly slug: ProblemSlug;
  readonly message: string;
  readonly errors: readonly ProblemDetail[];
  readonly members: Readonly<Record<string, unknown>>;
}

export type PlainReport = Omit<ImportReport, "problem"> & { readonly problem: PlainProblem | undefined };

/** What the server tells the process of an import. */
export type ToChild =
  | {
      readonly kind: "start";
      readonly database: { readonly url: string; readonly kind: "postgres" | "embedded" };
      readonly request: Omit<ImportRequest, "layer"> & { readonly layerId: string };
    }
  | { readonly kind: "stop" };

/** What it answers: which run it is, then how that ended. */
export type FromChild =
  | { readonly kind: "started"; readonly runId: number }
  | { readonly kind: "ended"; readonly report: PlainReport }
  | { readonly kind: "failed"; readonly message: string };
