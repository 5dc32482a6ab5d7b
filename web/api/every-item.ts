const mostOfPage = 1_000;

/** Every item of a list that is told page by page. */
export async function everyItem<T>(
  read: (query: { limit: number; after?: string }) => Promise<{ items: readonly T[]; next: string | null }>,
): Promise<T[]> {
  const items: T[] = [];
  for (let after: string | null = null; ; ) {
    const page = await read({ limit: mostOfPage, ...(after !== null && { after }) });
    items.push(...page.items);
    if (page.next === null) return items;
    after = page.next;
  }
}
