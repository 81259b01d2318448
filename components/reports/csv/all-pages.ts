/** Every page of a list, in order. `next`: the cursor after a page, null after the last. */
export async function allPages<Page>(
  read: (cursor: string) => Promise<Page>,
  next: (page: Page) => string | null,
): Promise<Page[]> {
  const pages: Page[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page: Page = await read(cursor);
    pages.push(page);
    cursor = next(page);
  }
  return pages;
}
