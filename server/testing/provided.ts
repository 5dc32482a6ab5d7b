/** What a database project's global setup hands to its test files. */
export interface ProvidedDatabase {
  readonly kind: "postgres" | "embedded";
  /** Maintenance database of the private cluster, or the embedded database itself. */
  readonly url: string;
}

/** Name of the migrated database that every PostgreSQL test file clones. */
export const templateName = "one_map_template";

declare module "vitest" {
  interface ProvidedContext {
    database: ProvidedDatabase;
  }
}
