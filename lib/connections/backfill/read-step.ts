import { cleanText } from '@/lib/inbox/clean-text';
import { giveWayToStoring } from '@/lib/inbox/storing-pressure';
import type { Connection, Reader } from '../stripe-reader';
import { gather } from './gather';
import type { ListKind } from './kinds';
import { type Sorted, sortSnapshots } from './known-objects';
import { noteReferences } from './note-references';
import { CursorVanished, type ReadPage, readPages } from './read-pages';
import { commitPages, type PagesCommit, type Phase, type Progress, restartPhase, type Step, unreadIds } from './steps';
import { prepareAll } from './store-snapshots';

const RECENT_SECONDS = 90 * 86_400;
/** Storing that is slower than reading takes several pages in one commit. */
const PAGES_AT_ONCE = 4;

/** The connection whose history is read, as it was when reading began. */
export interface Account extends Connection {
  accountId: string | null;
  apiKeyMode: string | null;
  apiKeyCipher: string | null;
}

interface Reading {
  account: Account;
  reader: Reader;
  kind: ListKind;
  signal: AbortSignal;
}

/** Somebody paused it, started it again or changed the key. */
export class Interrupted extends Error {}

/** Reads one phase of a list to its end, page by page, and returns what comes next. Throws `Interrupted`, or why it cannot. */
export async function readStep(reading: Reading, step: Step): Promise<Step> {
  try {
    return await readPhase(reading, opened(step, reading.kind));
  } catch (error) {
    if (!(error instanceof CursorVanished)) throw error;
    await restartPhase(reading.account, step);
    return { ...step, cursor: null };
  }
}

interface Opened {
  step: Step;
  phase: Phase;
}

const opened = (step: Step, { whole }: ListKind): Opened => ({
  step,
  phase: step.phase === 'waiting' ? (whole ? 'history' : 'recent') : step.phase,
});

async function readPhase(reading: Reading, { step, phase }: Opened): Promise<Step> {
  const { account, kind, signal } = reading;
  let at = step;
  let begun = performance.now();
  // Three things at once: pages are read, those before them held against what is known, and those before these stored.
  let storing = Promise.resolve();
  try {
    for await (const pages of gather(pagesOf(reading, { step, phase }), PAGES_AT_ONCE)) {
      signal.throwIfAborted();
      await giveWayToStoring();
      const { sorted, progress } = await judge(account, kind, phase, pages);
      await storing;
      const now = performance.now();
      progress.busyMs = now - begun;
      begun = now;
      const after = positionAfter(phase, pages);
      storing = store({ account, before: at, after, progress }, sorted);
      storing.catch(() => {}); // heard when it is waited for
      at = { ...at, ...after };
    }
  } catch (error) {
    await storing.catch(() => {}); // nothing may move the step after this is left
    throw error;
  }
  await storing;
  return at;
}

/** The pages of one phase, the last one included. */
async function* pagesOf({ reader, kind, signal }: Reading, { step, phase }: Opened): AsyncGenerator<ReadPage> {
  for await (const page of readPages({ reader, kind, exact: phase === 'counting' }, step.cursor)) {
    signal.throwIfAborted();
    yield page;
    if (nextPhase(phase, page) !== phase) return;
  }
}

async function store(pages: PagesCommit & { account: Account }, sorted: Sorted): Promise<void> {
  const state = await commitPages(pages, sorted);
  if (state?.backfill !== 'running' || state.cipher !== pages.account.apiKeyCipher) throw new Interrupted();
}

/** What of these pages is to be stored. In counting, only what was not there: it has been missed, or is newer than the reading. */
async function judge(
  account: Account,
  { object }: ListKind,
  phase: Phase,
  pages: readonly ReadPage[],
): Promise<{ sorted: Sorted; progress: Progress }> {
  const isLive = account.apiKeyMode !== 'test';
  const none = { pages: pages.length, objects: 0, counted: 0, recovered: 0, busyMs: 0 };
  if (phase !== 'counting') {
    const objects = pages.reduce((sum, page) => sum + page.objects.length, 0);
    return { sorted: await sortSnapshots(account, prepareAll(pages, isLive)), progress: { ...none, objects } };
  }
  const ids = new Set(pages.flatMap(({ objects }) => objects.map(({ id }) => cleanText(id))));
  const [unread] = await Promise.all([
    unreadIds(account, object, [...ids]),
    noteReferences(
      account,
      pages.flatMap(({ objects }) => objects),
    ),
  ]);
  const missing = pages.map(({ objects, readAt }) => ({
    objects: objects.filter(({ id }) => unread.has(cleanText(id))),
    readAt,
  }));
  const sorted = unread.size > 0 ? await sortSnapshots(account, prepareAll(missing, isLive)) : NOTHING;
  return { sorted, progress: { ...none, counted: ids.size, recovered: sorted.unknown } };
}

const NOTHING: Sorted = { news: [], echoes: [], unknown: 0 };

/** Where the step is after these pages: after the last of them. */
function positionAfter(phase: Phase, pages: readonly ReadPage[]): Pick<Step, 'phase' | 'cursor'> {
  const last = pages.at(-1);
  return last ? { phase: nextPhase(phase, last), cursor: last.next } : { phase, cursor: null };
}

/** One list is read from the newest to the oldest; the phases only say how far it is, and who goes first. */
function nextPhase(phase: Phase, { next, readAt }: ReadPage): Phase {
  if (!next) return phase === 'counting' ? 'checking' : 'counting';
  const age = next.created === null ? 0 : readAt.getTime() / 1000 - next.created;
  return phase === 'recent' && age > RECENT_SECONDS ? 'history' : phase;
}
