import { dayOf } from '@/lib/calendar/days';
import { majorText } from '@/lib/money/major-text';
import { netOf, refundSteps } from './derive-refunds';
import type { Sale } from './derive-sales';
import { type Entry, STRIPE_FEES } from './entry';
import type { Version } from './facts';
import { giveBackEntries } from './give-back-entries';
import { type GiveBack, isSuccessful } from './give-backs';
import type { Latest } from './link-payments';
import { type Base, entry, OF_NO_PRODUCT, type RevenueContext } from './revenue-entry';

interface OfCharge {
  latest: Latest;
  sale: Sale | null;
  givens: readonly GiveBack[];
  context: RevenueContext;
}

/** A successful charge, Stripe's fee on it, and what was given back of it. */
export function chargeEntries(id: string, versions: readonly Version<'charge'>[], of: OfCharge): Entry[] {
  const last = versions.at(-1);
  if (!last || !isSuccessful(last.body)) return [];
  const { latest, sale, givens, context } = of;
  const charge = last.body;
  const occurredAt = new Date(charge.created * 1000);
  const base = {
    day: dayOf(occurredAt, context.timeZone),
    occurredAt,
    knownAt: versions[0]?.knownAt ?? last.knownAt,
    currency: charge.currency,
    ...OF_NO_PRODUCT,
  };
  const objects = [
    ...(sale?.group.invoice ? [{ type: 'invoice', id: sale.group.invoice }] : []),
    { type: 'charge', id },
  ];
  const captured = BigInt(charge.amountCaptured);
  const net = netOf(captured, sale);
  const shown = (minor: bigint) => majorText(minor, charge.currency);
  const own = entry(`charge:${id}`, 'charge', base, net, 1n, {
    objects,
    description: 'Successful charge',
    arithmetic: net === captured ? shown(captured) : `${shown(captured)} − ${shown(captured - net)} tax`,
    moved: captured.toString(),
  });
  return [
    own,
    ...feeEntries(id, charge.balanceTransaction, last, latest, base),
    ...giveBackEntries(refundSteps(givens, sale, captured), { objects, soldAt: occurredAt, counted: true, context }),
  ];
}

/** Stripe's fee on a charge, from its balance transaction. */
function feeEntries(
  id: string,
  transactionId: string | null,
  last: Version<'charge'>,
  latest: Latest,
  base: Base,
): Entry[] {
  const transaction =
    (transactionId === null ? undefined : latest.balance_transaction.get(transactionId)?.at(-1)) ??
    [...latest.balance_transaction.values()]
      .map((list) => list.at(-1))
      .find((version) => version?.body.source === id && version.body.type === 'charge');
  const fee = transaction?.body.fee ?? last.body.fee;
  if (fee === null || fee === 0) return [];
  const currency = transaction?.body.currency ?? last.body.feeCurrency ?? base.currency;
  return [
    entry(`fee:${id}`, 'fee', { ...base, currency, productId: STRIPE_FEES }, BigInt(fee), 0n, {
      objects: [{ type: 'charge', id }, ...(transactionId ? [{ type: 'balance_transaction', id: transactionId }] : [])],
      description: 'Stripe fee',
      arithmetic: majorText(BigInt(fee), currency),
    }),
  ];
}
