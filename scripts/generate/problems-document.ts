import { type ProblemSlug, problems } from "@one-map/server/http/problems";

const head = `# Problems

Every way in which a request can fail, made by \`pnpm gen\` from \`server/http/problems.ts\`; never edited by hand. An answer is
\`application/problem+json\` (RFC 9457):

- \`type\` is \`https://onemap.local/problems/<slug>\`: a name to compare with, which stays; nothing is to be found there
- \`title\` is the text below and may be reworded; \`status\` is the code below
- \`detail\` says what was wrong this time, for people
- \`instance\` is the id of the request, in \`X-Request-Id\` and in the log too
- \`errors\`, where there are several or a place is known: \`pointer\` (JSON Pointer into the body, or the name of a parameter)
  and \`reason\`

Some have more: \`crs-suspect\` has \`shiftMeters\` and \`suggest\`, \`geometry-invalid\` has \`at\`. Answers with 503 carry
\`Retry-After\`. None says what stands in the database, nor more than 64 characters of what was sent.

`;

/** The text of docs/problems.md. */
export function problemsDocument(): string {
  const rows = (Object.keys(problems) as ProblemSlug[])
    .toSorted((a, b) => problems[a].status - problems[b].status || (a < b ? -1 : 1))
    .map((slug) => [String(problems[slug].status), `\`${slug}\``, problems[slug].title]);
  const table = [["Status", "Slug", "Title"], ...rows];
  const widths = [0, 1, 2].map((column) => Math.max(...table.map((row) => (row[column] as string).length)));
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell, column) => cell.padEnd(widths[column] as number)).join(" | ")} |\n`;
  const [first, ...others] = table as [string[], ...string[][]];
  return `${head}${line(first)}${line(widths.map((width) => "-".repeat(width)))}${others.map(line).join("")}`;
}
