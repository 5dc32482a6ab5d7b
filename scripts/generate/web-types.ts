import openapiTypescript, { astToString, type OpenAPI3 } from "openapi-typescript";

const header = `/**
 * Types of the server's HTTP interface. Made by \`pnpm gen\` from server/openapi.json; never edited by hand.
 */
`;

/** The document as committed: two spaces, a newline at the end. */
export function serializeOpenApi(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** The text of `web/api/schema.gen.ts` for an OpenAPI 3.1 document. */
export async function generateWebTypes(document: object): Promise<string> {
  return header + astToString(await openapiTypescript(structuredClone(document) as OpenAPI3));
}
