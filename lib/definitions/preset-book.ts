import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Definitions } from '@/lib/ledger/definitions';
import { loadFreshness } from '@/lib/workspace/load-freshness';
import { foldWorkspace } from './fold-workspace';
import { SpanBook } from './span-book';

/** Books that are kept: each is as large as a workspace has plans and days, not customers. */
const KEPT = 4;
const books = new Map<string, Promise<SpanBook>>();

/** The levels of a workspace under these definitions. Folds it once, and again only when something changed since. */
export async function presetBook(workspaceId: string, definitions: Definitions): Promise<SpanBook> {
  const key = JSON.stringify([workspaceId, definitions, await watermark(workspaceId)]);
  const known = books.get(key);
  if (known) return known;
  const book = makeBook(workspaceId, definitions);
  books.set(key, book);
  book.catch(() => books.delete(key));
  for (const oldest of [...books.keys()].slice(0, -KEPT)) books.delete(oldest);
  return book;
}

async function makeBook(workspaceId: string, definitions: Definitions): Promise<SpanBook> {
  const book = new SpanBook();
  await foldWorkspace(workspaceId, [definitions], (owner) => {
    const [variant] = owner.variants;
    if (variant) book.add(owner, variant.spans, variant.beside);
  });
  return book;
}

const row = z.object({ rates: z.string().nullable() });

/** Changes with everything a fold reads: events, settings, and the rates that some definitions convert at. */
async function watermark(workspaceId: string): Promise<string> {
  const [{ version }, [stored]] = await Promise.all([
    loadFreshness(workspaceId),
    queryRows(row, {
      text: `select md5(string_agg(base || quote || day || rate, ',' order by base, quote, day)) as rates from fx_rate where workspace_id = $1`,
      values: [workspaceId],
    }),
  ]);
  return `${version} ${stored?.rates ?? ''}`;
}
