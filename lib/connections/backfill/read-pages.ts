import type { Read, Reader } from '../stripe-reader';
import { completeObjects } from './complete-objects';
import { type ListKind, madeAt, type Page, type StripeObject } from './kinds';

const PAGE = 100;
/** Answers that hold nothing new although more is to come, before it is for the caller to come again. */
const IDLE_PAGES = 8;

/** The last object read; null before the first. */
export interface Cursor {
  id: string;
  created: number | null;
}

export interface ReadPage {
  objects: StripeObject[];
  readAt: Date;
  /** Where reading goes on; null after the last page. */
  next: Cursor | null;
}

interface List {
  reader: Reader;
  kind: ListKind;
  /** Each object may come once only: then a cursor that vanished is no place to go on from. */
  exact?: boolean;
  /** Unix seconds: only what was made since. */
  since?: number | undefined;
}

/** The object after which reading should go on is not there any more. */
export class CursorVanished extends Error {}

/** A list from the cursor on, newest first. While one page is used, the next is read. */
export async function* readPages(list: List, from: Cursor | null): AsyncGenerator<ReadPage> {
  let reading = readPage(list, from);
  for (;;) {
    const page = await reading;
    if (page.next) {
      reading = readPage(list, page.next);
      reading.catch(() => {}); // heard when it is its turn
    }
    yield page;
    if (!page.next) return;
  }
}

async function readPage(list: List, from: Cursor | null): Promise<ReadPage> {
  for (let idle = 0; idle < IDLE_PAGES; idle += 1) {
    const { answer, readAt } = await askPage(list, from);
    const rows = rowsAfter(answer, from);
    const last = rows.at(-1);
    if (!last && answer.has_more) continue;
    const next = answer.has_more && last ? { id: last.id, created: madeAt(last) } : null;
    return { objects: await completeObjects(list.reader, list.kind, rows), readAt, next };
  }
  throw new Error('Stripe repeats a page of a list.');
}

/** After the cursor; where that vanished, by the time at which it was made: what comes twice does no harm then. */
async function askPage({ reader, kind, exact, since }: List, from: Cursor | null): Promise<Read<Page>> {
  const part = { limit: PAGE, ...(since !== undefined && { created: { gte: since } }) };
  if (!from) return reader.read((stripe) => kind.list(stripe, part));
  const { id, created } = from;
  try {
    return await reader.read((stripe) => kind.list(stripe, { ...part, starting_after: id }));
  } catch (error) {
    if (!isMissing(error)) throw error;
    if (exact || created === null) throw new CursorVanished();
    return reader.read((stripe) => kind.list(stripe, { ...part, created: { ...part.created, lte: created } }));
  }
}

/** A page that was given before holds the object after which it should begin. */
const rowsAfter = ({ data }: Page, cursor: Cursor | null): StripeObject[] =>
  data.slice(data.findIndex(({ id }) => id === cursor?.id) + 1);

export const isMissing = (error: unknown): boolean =>
  typeof error === 'object' && error !== null && 'code' in error && error.code === 'resource_missing';
