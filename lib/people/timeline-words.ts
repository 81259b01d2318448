import { z } from 'zod';
import { type Attribution, attribution } from '@/lib/attribution/types';
import { MOVE_CAUSES, type MoveCause } from '@/lib/identity/record-moves';
import { formatMoney } from '@/lib/money/format';
import { stripeObject } from '@/lib/reports/explain-row';
import { toNumber } from '@/lib/reports/to-number';
import { creditWords, type OriginNames } from './credit-words';
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
  /** Tax of a sale, sales of a customer that moved or are credited otherwise, quantity of a lead. */
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

/** What a row is told with. */
interface Telling {
  livemode: boolean;
  person: string;
  names: OriginNames;
}

/** An event of a person's life in words. Money that went back is negative: what counts in net revenue adds up. */
export function toItem(row: Row, { livemode, person, names }: Telling): TimelineItem {
  const isGivenBack = row.what === 'refund' || row.what === 'lost_dispute';
  const minor = row.minor !== null && isGivenBack ? -row.minor : row.minor;
  const isGuest = row.ownerId.startsWith('guest:');
  const isNobodys = isGuest || row.ownerId === '';
  const objects = row.objects.length > 0 || isNobodys ? row.objects : [{ type: 'customer', id: row.ownerId }];
  return {
    id: row.key,
    at: row.at.toISOString(),
    kind: row.kind,
    ...wordsOf(row, person, names),
    amountMinor: row.currency === '' ? null : toNumber(minor),
    currency: row.currency,
    connectionId: row.connectionId,
    customerId: row.ownerId,
    objects: objects.filter(({ type }) => !PARTS.has(type)).map(({ type, id }) => stripeObject(type, id, livemode)),
    people: row.fromPerson !== null && row.toPerson !== null ? { from: row.fromPerson, to: row.toPerson } : null,
  };
}

function wordsOf(row: Row, person: string, names: OriginNames): Pick<TimelineItem, 'title' | 'detail'> {
  const { kind, what, words, extra } = row;
  switch (kind) {
    case 'identity':
      return { title: moveTitle(row, person), detail: moveWords(row) };
    case 'touch':
      return { title: what === 'click' ? 'Click' : 'Visit', detail: words || 'without a source' };
    case 'lead':
      return { title: `Lead: ${words}`, detail: extra !== null && extra > 1n ? `× ${extra}` : '' };
    case 'tracked':
      return { title: `Tracked sale: ${words}`, detail: 'told by your app alone, and no part of net revenue' };
    case 'attribution':
      return { title: 'Credited otherwise', detail: creditedOtherwise(row, names) };
    default:
      return { title: TITLES[what] ?? words ?? kind, detail: detailOf(row) };
  }
}

const moved = z.object({ before: attribution.nullable(), after: attribution.nullable() });
const moveOf = ({ kind, words }: Row) => (kind === 'attribution' ? moved.parse(JSON.parse(words ?? '')) : null);

/** What the sales were credited to before a row of the audit, and after. */
export function movesOf(row: Row): (Attribution | null)[] {
  const move = moveOf(row);
  return move ? [move.before, move.after] : [];
}

const CREDIT_CAUSES: Record<string, string> = {
  touch: 'a click or visit became known',
  lead: 'a lead told who it was',
  identity: 'it became somebody else’s',
  partner: 'a partner’s promotion code was set',
  rules: 'other rules came into force',
  facts: 'Stripe told more about the customer',
};

function creditedOtherwise(row: Row, names: OriginNames): string {
  const move = moveOf(row);
  const cause = CREDIT_CAUSES[row.what];
  const sales = Number(row.extra ?? 0n);
  return [
    `${creditWords(move?.before ?? null, names)} → ${creditWords(move?.after ?? null, names)}${cause ? `: ${cause}` : ''}`,
    `${sales} ${sales === 1 ? 'sale' : 'sales'}`,
  ].join(', ');
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
