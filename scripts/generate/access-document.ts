import { type Role, roleDefinitions, roles } from "@one-map/server/access/roles";
import { subjectNames, subjects } from "@one-map/server/access/subjects";
import { accessTable, type Grant, type Reach } from "@one-map/server/access/table";
import { clearances } from "@one-map/server/db/clearance";

const head = `# Who may have what

Made by \`pnpm gen\` from \`server/access/\`; never edited by hand. What is not named is refused.

- **city** every row · **scope** rows in the communities of one's scope on that day · **published** blocks of homes, snapped
  points and counts only · **–** nothing
- **public**, **operational**, **personal** and **case** are the classes of [schema.md](schema.md), which says the class of each
  column. What is personal or of a case is read one row at a time, for a purpose.
- **change** is making and changing rows; **export** is taking rows out as a file, without what is personal or of a case.

Every route is held to it; [security.md](security.md) says by what, and where that ends.

## Roles
`;

const mark: Readonly<Record<Reach, string>> = { none: "–", published: "published", scope: "scope", city: "city" };

/** The text of docs/access.md. */
export function accessDocument(): string {
  const list = table([
    ["Role", "Who", "Scope", "Places", "Idle", "Duties"],
    ...roles.map((role) => {
      const { about, extent, precision, idleMinutes, duties } = roleDefinitions[role];
      const scope = { communities: "communities", city: "city", either: "communities or city", nothing: "–" }[extent];
      const idle = role === "anyone" ? "–" : idleMinutes === null ? "never" : `${idleMinutes} min`;
      return [role, about, scope, precision, idle, duties.join(", ") || "–"];
    }),
  ]);
  const chapters = subjectNames.map((subject) => {
    const tables = subjects[subject].tables as readonly (keyof typeof clearances)[];
    const classes = new Set<string>(tables.flatMap((name) => Object.values(clearances[name])));
    const columns = (["public", "operational", "personal", "case", "change", "export"] as const).filter(
      (name) =>
        name === "change" || classes.has(name) || roles.some((role) => accessTable[role][subject][name] !== "none"),
    );
    const line = (role: Role) => [role, ...columns.map((name: keyof Grant) => mark[accessTable[role][subject][name]])];
    const about = `Of ${tables.map((name) => `\`${name}\``).join(" and ")}.`;
    return `## ${subject}\n\n${about}\n\n${table([["Role", ...columns], ...roles.map(line)])}`;
  });
  return [`${head}\n${list}`, ...chapters].join("\n");
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] as readonly string[]).map((_, i) =>
    Math.max(...rows.map((row) => (row[i] as string).length)),
  );
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, i) => cell.padEnd(widths[i] as number)).join(" | ")} |\n`;
  const [first, ...others] = rows as [readonly string[], ...(readonly string[])[]];
  return [line(first), line(widths.map((width) => "-".repeat(width))), ...others.map(line)].join("");
}
