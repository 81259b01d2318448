import { dayOf } from '@/lib/calendar/days';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { majorText } from '@/lib/money/major-text';
import type { Entry, Measure } from './entry';
import type { DisputeFact, DisputeTransaction, Version } from './facts';
import type { GiveBack } from './give-backs';
import { type Latest, lastOf } from './link-payments';
import { OF_FEES, OF_NO_PRODUCT } from './revenue-entry';
import { toldAt } from './snapshots';

/** How a dispute ended. Inquiries are questions of a bank: until they become disputes, nothing is contested. */
type DisputeOutcome = 'open' | 'won' | 'lost' | 'refunded' | 'inquiry';

const OUTCOMES: Record<string, DisputeOutcome> = {
  won: 'won',
  lost: 'lost',
  charge_refunded: 'refunded',
  warning_needs_response: 'inquiry',
  warning_under_review: 'inquiry',
  warning_closed: 'inquiry',
  prevented: 'inquiry',
};
const outcomeOf = ({ status }: DisputeFact): DisputeOutcome => OUTCOMES[status] ?? 'open';

/** What lost disputes took, by charge (definitions B5, B6). A dispute's charge may be known by its payment intent only. */
export function lossesByCharge(latest: Latest): Map<string, GiveBack[]> {
  const chargeOf = chargeFinder(latest);
  const found = new Map<string, GiveBack[]>();
  for (const [id, versions] of latest.dispute) {
    const loss = lossOf(id, versions, transactionsOf(id, versions, latest));
    const last = versions.at(-1);
    if (!loss || !last) continue;
    const charge = chargeOf(last.body) ?? id;
    found.set(charge, [...(found.get(charge) ?? []), loss]);
  }
  return found;
}

function chargeFinder(latest: Latest): (fact: DisputeFact) => string | null {
  const byIntent = new Map(
    lastOf(latest.charge)
      .filter(([, { status }]) => status === 'succeeded')
      .flatMap(([id, { paymentIntent }]) => (paymentIntent === null ? [] : [[paymentIntent, id] as const])),
  );
  return ({ charge, paymentIntent }) =>
    charge ?? (paymentIntent === null ? null : (byIntent.get(paymentIntent) ?? null));
}

/** Lost on the day it is closed as lost; what is reinstated later, or won after all, comes back on its own day. */
function lossOf(
  id: string,
  versions: readonly Version<'dispute'>[],
  moved: readonly DisputeTransaction[],
): GiveBack | null {
  const closed = versions.find(({ body }) => body.status === 'lost');
  const last = versions.at(-1);
  if (!closed || !last) return null;
  const { amount: disputed, currency, reason } = last.body;
  const withdrawn = sum(moved.filter(({ amount }) => amount < 0)) * -1n;
  // In the payment's currency, whatever currency the balance has.
  const share = (minor: bigint) => (withdrawn > 0n ? divideHalfUp(BigInt(disputed) * minor, withdrawn) : 0n);
  const isBefore = ({ created }: DisputeTransaction) => created * 1000 <= toldAt(closed).getTime();
  const back = moved.filter(({ amount }) => amount > 0).sort((a, b) => a.created - b.created);
  const amount = BigInt(disputed) - share(sum(back.filter(isBefore)));
  if (amount <= 0n) return null;
  const returns: GiveBack['returns'] = [];
  let left = amount;
  for (const transaction of back.filter((one) => !isBefore(one))) {
    const part = min(left, share(BigInt(transaction.amount)));
    left -= part;
    const knownAt = versions.find(({ body }) => body.transactions.some((one) => one.id === transaction.id))?.knownAt;
    if (part > 0n)
      returns.push({ at: new Date(transaction.created * 1000), knownAt: knownAt ?? last.knownAt, amount: part });
  }
  const overturned = versions.slice(versions.indexOf(closed)).find(({ body }) => body.status === 'won');
  if (overturned && last.body.status === 'won' && left > 0n)
    returns.push({ at: toldAt(overturned), knownAt: overturned.knownAt, amount: left });
  return {
    id,
    type: 'dispute',
    amount,
    at: toldAt(closed),
    knownAt: closed.knownAt,
    returns,
    currency,
    reason,
    credits: null,
  };
}

const min = (a: bigint, b: bigint) => (a < b ? a : b);
const sum = (moved: readonly DisputeTransaction[]) => moved.reduce((total, { amount }) => total + BigInt(amount), 0n);

/** From any version of the dispute, or read from the balance: some versions list less than others. */
function transactionsOf(id: string, versions: readonly Version<'dispute'>[], latest: Latest): DisputeTransaction[] {
  const found = new Map<string, DisputeTransaction>();
  for (const { body } of versions) for (const moved of body.transactions) found.set(moved.id, moved);
  for (const [transactionId, { source, ...moved }] of lastOf(latest.balance_transaction))
    if (source === id) found.set(transactionId, { id: transactionId, ...moved });
  return [...found.values()].filter(({ amount, fee }) => amount !== 0 || fee !== 0);
}

/** Disputes as such: how many and how much, how they ended, and the money and fees they moved. */
export function disputeEntries(latest: Latest, timeZone: string): Entry[] {
  const chargeOf = chargeFinder(latest);
  return [...latest.dispute].flatMap(([id, versions]) => {
    const last = versions.at(-1);
    if (!last) return [];
    const { amount, currency, created, reason } = last.body;
    const charge = chargeOf(last.body);
    const objects = [{ type: 'dispute', id }, ...(charge ? [{ type: 'charge', id: charge }] : [])];
    const openedAt = new Date(created * 1000);
    const knownAt = versions[0]?.knownAt ?? last.knownAt;
    const outcome = outcomeOf(last.body);
    const make = (
      entryId: string,
      measure: Measure,
      at: Date,
      [minor, code]: [bigint, string],
      words: string,
      transaction?: string,
    ): Entry => ({
      id: entryId,
      measure,
      day: dayOf(at, timeZone),
      occurredAt: at,
      knownAt,
      currency: code,
      minor,
      quantity: 1n,
      ...(measure === 'fee' ? OF_FEES : OF_NO_PRODUCT),
      detail: {
        objects: [...objects, ...(transaction ? [{ type: 'balance_transaction', id: transaction }] : [])],
        description: words,
        arithmetic: majorText(minor, code),
      },
    });
    const why = reason ? ` (${reason.replaceAll('_', ' ')})` : '';
    const opened = make(
      `dispute:${id}`,
      `dispute_${outcome}`,
      openedAt,
      [BigInt(amount), currency],
      `${outcome === 'inquiry' ? 'Inquiry' : 'Dispute'}${why}, ${outcome}`,
    );
    const moved = transactionsOf(id, versions, latest).flatMap((one) => {
      const at = new Date(one.created * 1000);
      const [minor, fee] = [BigInt(one.amount), BigInt(one.fee)];
      const [measure, words] =
        minor < 0n
          ? (['dispute_withdrawn', 'Withdrawn for a dispute'] as const)
          : (['dispute_reinstated', 'Reinstated after a dispute'] as const);
      const funds = make(`funds:${one.id}`, measure, at, [minor < 0n ? -minor : minor, one.currency], words, one.id);
      const feeWords = fee > 0n ? 'Dispute fee' : 'Dispute fee returned';
      const cost = make(`fee:${one.id}`, 'fee', at, [fee, one.currency], feeWords, one.id);
      return [...(minor === 0n ? [] : [funds]), ...(fee === 0n ? [] : [{ ...cost, quantity: 0n }])];
    });
    return [opened, ...moved];
  });
}
