interface ProblemKind {
  readonly status: number;
  readonly title: string;
}

/**
 * Every way in which a request can fail, by slug: the one registry. `type` in an answer is
 * `https://onemap.local/problems/<slug>`; the slug is stable, the title may be reworded.
 */
export const problems = {
  "attempt-unknown": { status: 401, title: "This attempt to sign in is not known" },
  "audit-unavailable": { status: 503, title: "What needs a record cannot be recorded at the moment" },
  "body-duplicate-key": { status: 400, title: "A key occurs twice in the body" },
  "body-empty": { status: 400, title: "The body is empty" },
  "body-invalid": { status: 422, title: "The body does not fit the schema" },
  "body-invalid-json": { status: 400, title: "The body is not JSON that can be taken" },
  "body-too-deep": { status: 400, title: "The body is nested too deeply" },
  "code-invalid": { status: 422, title: "This code does not work" },
  "content-encoding": { status: 415, title: "Compressed request bodies are not taken" },
  "coordinate-not-finite": { status: 422, title: "A coordinate is not a finite number" },
  "coordinate-range": { status: 422, title: "A coordinate is out of range" },
  "coordinate-type": { status: 422, title: "A coordinate is not a number" },
  "crs-suspect": { status: 422, title: "The points contradict the declared coordinate system" },
  "crs-unsupported": { status: 422, title: "This coordinate system is not taken here" },
  "cross-site": { status: 403, title: "Requests from other sites may not change anything" },
  "csv-invalid": { status: 422, title: "The file is not CSV that can be taken" },
  "db-read-only": { status: 503, title: "The database takes no writes at the moment" },
  "db-unavailable": { status: 503, title: "The database does not answer at the moment" },
  conflict: { status: 409, title: "The change contradicts what is stored" },
  "conflict-retry": { status: 503, title: "Too many changes at once; try again" },
  "export-limit": { status: 403, title: "These are too many rows for one file" },
  "export-purpose": { status: 422, title: "Say what the file is for" },
  "filter-too-complex": { status: 400, title: "The filter has too many parts" },
  "filter-unknown-field": { status: 400, title: "The filter names what the layer does not have" },
  "filter-invalid": { status: 400, title: "The filter does not make sense" },
  forbidden: { status: 403, title: "This is not for your role" },
  "geometry-dimension": { status: 422, title: "Positions have two numbers here" },
  "geometry-invalid": { status: 422, title: "The geometry is not valid" },
  "geometry-too-complex": { status: 422, title: "The geometry is too complex" },
  "geometry-type": { status: 422, title: "Another type of geometry is needed here" },
  "headers-too-large": { status: 431, title: "The headers of the request are too large" },
  "idempotency-mismatch": { status: 422, title: "This key was used for something else" },
  "import-invalid": { status: 422, title: "The file cannot be imported" },
  antimeridian: { status: 422, title: "Geometry across the antimeridian must be split" },
  internal: { status: 500, title: "Something failed here" },
  "last-admin": { status: 409, title: "This is the last admin" },
  "link-used": { status: 410, title: "This link does not open any more" },
  "media-type": { status: 415, title: "This media type is not taken here" },
  method: { status: 405, title: "This method is not for this address" },
  "not-found": { status: 404, title: "There is nothing here" },
  "not-signed-in": { status: 401, title: "This needs a sign-in" },
  "not-ready": { status: 503, title: "Not ready to answer yet" },
  overloaded: { status: 503, title: "Too many requests at the moment" },
  "password-again": { status: 403, title: "Enter your password again first" },
  "path-parameter": { status: 400, title: "A part of the path cannot be read" },
  "out-of-scope": { status: 403, title: "This lies outside of your communities" },
  "payload-too-large": { status: 413, title: "The request is too large" },
  "position-implausible": { status: 422, title: "The position is nowhere near the city" },
  "precondition-required": { status: 428, title: "Say which version you are changing (If-Match)" },
  "provider-refused": { status: 401, title: "The answer of the provider of identities lets nobody in" },
  "provider-unavailable": { status: 503, title: "The provider of identities does not answer at the moment" },
  "purpose-invalid": { status: 422, title: "This is no purpose that can be taken" },
  "purpose-refused": { status: 403, title: "This is not a task of yours" },
  "query-parameter": { status: 400, title: "A query parameter cannot be taken" },
  "query-timeout": { status: 504, title: "The database took too long" },
  "rate-limited": { status: 429, title: "Too many attempts" },
  "request-malformed": { status: 400, title: "This is not a request that can be read" },
  "request-timeout": { status: 408, title: "The request took too long to arrive" },
  "ring-not-closed": { status: 422, title: "A ring is not closed or too short" },
  "sign-in-failed": { status: 401, title: "The sign-in failed" },
  "status-transition": { status: 422, title: "This status cannot follow the one before" },
  "storage-full": { status: 507, title: "The storage is full" },
  "text-invalid": { status: 422, title: "A text has characters that are not taken" },
  "tile-coordinate": { status: 400, title: "There is no such tile" },
  "time-invalid": { status: 422, title: "A time does not make sense" },
  "too-many-attempts": { status: 429, title: "Too many attempts; wait a little" },
  unauthenticated: { status: 401, title: "Say who you are" },
  "upload-shape": { status: 422, title: "The upload must be one file" },
  "uri-malformed": { status: 400, title: "The address cannot be decoded" },
  "value-invalid": { status: 400, title: "A value cannot be stored" },
  "version-conflict": { status: 412, title: "It was changed by someone else meanwhile" },
} as const satisfies Record<string, ProblemKind>;

export type ProblemSlug = keyof typeof problems;

/** One thing wrong with one place of the request. */
export interface ProblemDetail {
  /** JSON Pointer into the body, or the name of a parameter. */
  readonly pointer: string;
  readonly reason: string;
}

/** An expected failure of a request. `detail` is for the caller: no SQL, no path, little of the raw input. */
export class HttpProblem extends Error {
  readonly slug: ProblemSlug;
  readonly errors: readonly ProblemDetail[];
  readonly members: Readonly<Record<string, unknown>>;

  /** @param members further members of the answer, such as `shiftMeters` */
  constructor(
    slug: ProblemSlug,
    detail: string,
    errors: readonly ProblemDetail[] = [],
    members: Readonly<Record<string, unknown>> = {},
  ) {
    super(detail);
    this.slug = slug;
    this.errors = errors;
    this.members = members;
  }

  get status(): number {
    return problems[this.slug].status;
  }
}

/** At most 64 characters of raw input, for quoting in a problem. */
export function quoted(input: unknown): string {
  const text = String(input).replaceAll(/[\p{Cc}\p{Cs}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
  // Not through the middle of a character of two halves.
  return `"${text.length > 60 ? `${text.slice(0, 60).replace(/\p{Cs}$/u, "")}…` : text}"`;
}
