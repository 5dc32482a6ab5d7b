import { client, type Schemas, take } from "./client.ts";

/** Every community, page by page. */
export async function listCommunities(): Promise<Schemas["Community"][]> {
  const items: Schemas["Community"][] = [];
  for (let after: string | undefined; ; ) {
    const page = await take(
      client.GET("/api/communities", { params: { query: { limit: 1000, ...(after !== undefined && { after }) } } }),
    );
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
}
