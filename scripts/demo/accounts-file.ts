import { join } from "node:path";

/** An account of the demonstration. */
export interface DemoAccount {
  readonly login: string;
  readonly role: "command" | "officer" | "analyst" | "supervisor" | "admin" | "security" | "auditor";
  readonly password: string;
}

/** Where a demonstration keeps its accounts; undefined for one that keeps nothing. */
export function accountsPath(dataDir: string): string | undefined {
  return dataDir === "memory" ? undefined : join(dataDir, "demo-accounts.json");
}
