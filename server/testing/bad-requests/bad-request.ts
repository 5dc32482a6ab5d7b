/** A request that must be refused, and how. */
export interface BadRequest {
  /** Row of the list of bad inputs that this one belongs to. */
  readonly row: number;
  readonly what: string;
  readonly method?: "GET" | "POST" | "PATCH" | "PUT" | "TRACE";
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly payload?: string | Buffer;
  readonly status: number;
  readonly slug: string;
}

export const json = { "content-type": "application/json" };
export const post = { method: "POST", headers: json } as const;
