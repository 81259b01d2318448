import { z } from 'zod';
import { MOVE_CAUSES, type MoveCause } from '@/lib/identity/record-moves';
import { formatMoney } from '@/lib/money/format';
import { stripeObject } from '@/lib/reports/explain-row';
import { toNumber } from '@/lib/reports/to-number';
import { TIMELINE_KINDS, type TimelineItem } from './shapes';

/** A row of `happened`. */
export const timelineRow = z.object({
  kind: z.enum(TIMELINE_KINDS),
  what: z.string(),
  at: z.date(),
  exactAt: z.string(),
  key: z.string(),
  connectionId: z.string(),
  ownerId: z.string(),
  currency: z.string(),
  minor: z.bigint().nullable(),
  /** Tax of a sale, sales of a customer that moved. */
  extra: z.bigint().nullable(),
  objects: z.array(z.object({ type: z.string(), id: z.string() })),
  words: z.string().nullable(),
  fromPerson: z.string().nullable(),
  toPerson: z.string().nullable(),
  by: z.string().nullable(),
});
type Row = z.output<typeof timelineRow>;

/** What is called otherwise than its entry describes it. */
const TITLES: Record<string, string> = {
  created: 'Customer created',
  sale: 'Payment',
  trial_started: 'Trial started',
  trial_ended_all: 'Trial ended',
};

const CAUSES: Record<MoveCause, string> = {
  rules: 'other rules came into force',
  facts: 'Stripe told more about the customer',
  pin: 'it was linked by hand',
  alias: 'two ids were made one',
  shared: 'an identifier began or ceased to be shared',
  erase: 'personal data were erased',
};

/** The subscription that they are parts of is enough. */
const PARTS = new Set(['subscription_item', 'price', 'coupon']);

/** An event of a person's life in words. Money that went back is negative: what counts in net revenue adds up. */
export function toItem(row: Row, livemode: boolean, person: string): TimelineItem {
  const isGivenBack = row.what === 'refund' || row.what === 'lost_dispute';
  const minor = row.minor !== null && isGivenBack ? -row.minor : row.minor;
  const isGuest = row.ownerId.startsWith('guest:');
  const objects = row.objects.length > 0 || isGuest ? row.objects : [{ type: 'customer', id: row.ownerId }];
  return {
    id: row.key,
    at: row.at.toISOString(),
    kind: row.kind,
    title: row.kind === 'identity' ? moveTitle(row, person) : (TITLES[row.what] ?? row.words ?? row.kind),
    detail: row.kind === 'identity' ? moveWords(row) : detailOf(row),
    amountMinor: row.currency === '' ? null : toNumber(minor),
    currency: row.currency,
    connectionId: row.connectionId,
    customerId: row.ownerId,
    objects: objects.filter(({ type }) => !PARTS.has(type)).map(({ type, id }) => stripeObject(type, id, livemode)),
    people: row.fromPerson !== null && row.toPerson !== null ? { from: row.fromPerson, to: row.toPerson } : null,
  };
}

function detailOf({ what, words, extra, currency }: Row): string {
  if (what === 'sale') return extra ? `and ${formatMoney(Number(extra), currency)} tax` : '';
  return TITLES[what] ? (words ?? '') : '';
}

const moveTitle = ({ ownerId, fromPerson, toPerson }: Row, person: string) =>
  toPerson === person ? `${ownerId} came from ${fromPerson}` : `${ownerId} went to ${toPerson}`;

function moveWords({ what, words, extra, by }: Row): string {
  const cause = MOVE_CAUSES.find((known) => known === what);
  const sales = Number(extra ?? 0n);
  return [
    `${words}${cause ? `: ${CAUSES[cause]}` : ''}`,
    ...(sales > 0 ? [`${sales} ${sales === 1 ? 'sale' : 'sales'} moved`] : []),
    ...(by ? [`by ${by}`] : []),
  ].join(', ');
}
