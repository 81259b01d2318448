import type { Definitions } from '@/lib/ledger/definitions';
import { mrrChoices } from './changed-settings';
import { foldWorkspace } from './fold-workspace';
import { KeptUntilChanged } from './kept-until-changed';
import { SpanBook } from './span-book';

/** Each is as large as a workspace has prices and days, not customers. */
const books = new KeptUntilChanged<SpanBook>(4);

/** MRR of a workspace under these definitions. Folds it once, and again only when something changed since. */
export const presetBook = (workspaceId: string, definitions: Definitions): Promise<SpanBook> =>
  books.get(workspaceId, mrrChoices(definitions), () => makeBook(workspaceId, definitions));

async function makeBook(workspaceId: string, definitions: Definitions): Promise<SpanBook> {
  const book = new SpanBook();
  await foldWorkspace(workspaceId, [definitions], ({ profile, variants }) => {
    for (const { spans } of variants) book.add(profile.livemode, spans);
  });
  return book;
}
