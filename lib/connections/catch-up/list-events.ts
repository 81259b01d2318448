import type Stripe from 'stripe';
import { isMissing } from '../backfill/read-pages';
import type { Reader } from '../stripe-reader';

const PAGE = 100;
const DAY = 86_400;
/** Answers that hold nothing new although more is to come, before it is for the caller to come again. */
const IDLE_PAGES = 5;

/** A stretch of time in Unix seconds, by Stripe's clock; without an end it reaches to the newest event. */
export interface Slice {
  from: number;
  before: number | null;
}

/** Stripe gave no way on through its list. */
export class ListStuck extends Error {}

/** Days, oldest first: Stripe lists the newest first, and what was read before an interruption is to be one stretch. */
export function* daysUntil(newest: number, from: number): Generator<Slice> {
  let start = from;
  for (; start + DAY <= newest; start += DAY) yield { from: start, before: start + DAY };
  yield { from: start, before: null };
}

/** When the newest event happened, in Unix seconds, null where Stripe lists none; and when that was so, by Stripe's clock. */
export async function newestEvent(reader: Reader): Promise<{ created: number | null; readAt: Date }> {
  const { answer, readAt } = await reader.read((stripe) => stripe.events.list({ limit: 1 }));
  return { created: answer.data[0]?.created ?? null, readAt };
}

/** All events of a slice, page by page. Some may come twice. */
export async function* listEvents(reader: Reader, slice: Slice): AsyncGenerator<Stripe.Event[]> {
  let last: Stripe.Event | undefined;
  for (let idle = 0; idle < IDLE_PAGES; ) {
    const { data, has_more: more } = await askPage(reader, slice, last);
    const rows = data.slice(data.findIndex(({ id }) => id === last?.id) + 1); // a page given twice begins before it should
    if (rows.length > 0) yield rows;
    if (!more) return;
    idle = rows.length > 0 ? 0 : idle + 1;
    last = rows.at(-1) ?? last;
  }
  throw new ListStuck('Stripe repeats a page of its list of events; the next run goes on from here.');
}

/** After the last event read; where Stripe has dropped that meanwhile, by the second in which it happened. */
async function askPage(
  reader: Reader,
  { from, before }: Slice,
  last: Stripe.Event | undefined,
): Promise<Stripe.ApiList<Stripe.Event>> {
  const ask = async (params: Stripe.EventListParams) =>
    (await reader.read((stripe) => stripe.events.list({ limit: PAGE, ...params }))).answer;
  const created = { gte: from, ...(before === null ? {} : { lt: before }) };
  if (!last) return ask({ created });
  try {
    return await ask({ created, starting_after: last.id });
  } catch (error) {
    if (!isMissing(error)) throw error;
    return ask({ created: { gte: from, lte: last.created } });
  }
}
