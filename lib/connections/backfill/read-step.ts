import { giveWayToStoring } from '@/lib/inbox/storing-pressure';
import type { Connection, Reader } from '../stripe-reader';
import type { ListKind } from './kinds';
import { type Sorted, sortSnapshots } from './known-objects';
import { CursorVanished, type ReadPage, readPages } from './read-pages';
import { commitPage, heldIds, type PageCommit, type Phase, type Progress, restartPhase, type Step } from './steps';
import { prepareAll } from './store-snapshots';

const RECENT_SECONDS = 90 * 86_400;

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
  const { account, reader, kind, signal } = reading;
  const pages = readPages({ reader, kind, exact: phase === 'counting' }, step.cursor);
  let at = step;
  let begun = performance.now();
  // Three things at once: a page is read, the one before it is held against what is known, and the one before that stored.
  let storing = Promise.resolve();
  try {
    for await (const page of pages) {
      signal.throwIfAborted();
      await giveWayToStoring();
      const { sorted, progress } = await judge(account, kind, phase, page);
      await storing;
      const now = performance.now();
      progress.busyMs = now - begun;
      begun = now;
      const after = { phase: nextPhase(phase, page), cursor: page.next };
      storing = store({ account, before: at, after, progress }, sorted);
      storing.catch(() => {}); // heard when it is waited for
      at = { ...at, ...after };
      if (at.phase !== phase) break;
    }
  } catch (error) {
    await storing.catch(() => {}); // nothing may move the step after this is left
    throw error;
  }
  await storing;
  return at;
}

async function store(page: PageCommit & { account: Account }, sorted: Sorted): Promise<void> {
  const state = await commitPage(page, sorted);
  if (state?.backfill !== 'running' || state.cipher !== page.account.apiKeyCipher) throw new Interrupted();
}

/** What of a page is to be stored. In counting, only what was not there: it has been missed, or is newer than the reading. */
async function judge(
  account: Account,
  kind: ListKind,
  phase: Phase,
  { objects, readAt }: ReadPage,
): Promise<{ sorted: Sorted; progress: Progress }> {
  const isLive = account.apiKeyMode !== 'test';
  const none = { objects: 0, counted: 0, recovered: 0, busyMs: 0 };
  if (phase !== 'counting') {
    const sorted = await sortSnapshots(account, prepareAll(objects, readAt, isLive));
    return { sorted, progress: { ...none, objects: objects.length } };
  }
  const ids = objects.map(({ id }) => id);
  const held = await heldIds(account, kind.object, ids);
  const missing = prepareAll(objects, readAt, isLive, held);
  const sorted = missing.length > 0 ? await sortSnapshots(account, missing) : NOTHING;
  return { sorted, progress: { ...none, counted: new Set(ids).size, recovered: sorted.unknown } };
}

const NOTHING: Sorted = { news: [], echoes: [], unknown: 0 };

/** One list is read from the newest to the oldest; the phases only say how far it is, and who goes first. */
function nextPhase(phase: Phase, { next, readAt }: ReadPage): Phase {
  if (!next) return phase === 'counting' ? 'done' : 'counting';
  const age = next.created === null ? 0 : readAt.getTime() / 1000 - next.created;
  return phase === 'recent' && age > RECENT_SECONDS ? 'history' : phase;
}
