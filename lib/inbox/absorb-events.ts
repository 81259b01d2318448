import type pg from 'pg';
import { type Extracted, extractEvents, type Outcome } from './extract-events';
import { leaveOutUntracked, takeUpLeftOut } from './leave-out-untracked';
import { markOutcomes } from './mark-outcomes';
import { redactErased } from './redact-erased';
import { refreshCatalog } from './refresh-catalog';
import { withdrawVersions } from './replay/withdraw-versions';
import type { Start } from './run-overlapping';
import { saveVersions } from './save-versions';
import type { InboxEvent } from './stored-pages';

/** Finding many rows at once costs PostgreSQL less than finding them page by page. */
const MARKED_AT_ONCE = 8000;

/**
 * Turns stored events into versions (extract), finds their owners, and names to `noteOwners` who must be folded again; some
 * of them more than once, and whether what an event had said of them before was withdrawn. While one page is written, the
 * next is extracted. Returns how many events there were.
 */
export async function absorbEvents(
  tx: pg.ClientBase,
  workspaceId: string,
  pages: AsyncIterable<readonly InboxEvent[]>,
  start: Start,
  noteOwners: (connectionId: string, owners: Iterable<string>, withdrawn?: boolean) => void,
): Promise<number> {
  const catalog = new Map<string, Set<string>>();
  let unmarked: Outcome[] = [];
  const mark = async () => {
    const outcomes = unmarked;
    unmarked = [];
    await markOutcomes(tx, workspaceId, outcomes);
  };
  const noteCatalog = (connectionId: string, ids: readonly string[]) => {
    const seen = catalog.get(connectionId) ?? new Set();
    for (const id of ids) seen.add(id);
    catalog.set(connectionId, seen);
  };
  const save = async (all: Extracted, page: readonly InboxEvent[]) => {
    const { outcomes, byConnection, learned } = await leaveOutUntracked(tx, workspaceId, all, page);
    for (const withdrawn of await withdrawVersions(tx, workspaceId, page, byConnection)) {
      noteOwners(withdrawn.connectionId, withdrawn.owners, true);
      noteCatalog(withdrawn.connectionId, withdrawn.catalog);
    }
    for (const [connectionId, extracted] of byConnection) {
      const saved = await saveVersions(tx, { workspaceId, connectionId }, extracted);
      noteOwners(connectionId, saved.owners);
      noteCatalog(connectionId, saved.catalog);
    }
    unmarked.push(...outcomes.filter((outcome, index) => isNews(outcome, page[index])));
    if (unmarked.length >= MARKED_AT_ONCE || learned.size > 0) await mark();
    await takeUpLeftOut(tx, workspaceId, { learned, seq: page[0]?.seq ?? 0n });
  };
  let count = 0;
  let saving = Promise.resolve();
  for await (const page of pages) {
    const told = await redactErased(tx, workspaceId, page);
    const extracted = await extractEvents(tx, workspaceId, told);
    await saving;
    saving = start(save(extracted, told));
    count += page.length;
  }
  await saving;
  await mark();
  for (const [connectionId, ids] of catalog)
    if (ids.size > 0) noteOwners(connectionId, await refreshCatalog(tx, { workspaceId, connectionId }, [...ids]));
  return count;
}

const isNews = (outcome: Outcome, stored: InboxEvent | undefined) =>
  outcome.state !== stored?.state || outcome.reason !== stored.reason;
