import { dayOf } from '@/lib/calendar/days';
import { majorText } from '@/lib/money/major-text';
import { accountFeeOf, isAccountFee } from './account-fees';
import { netOf, refundSteps } from './derive-refunds';
import type { Sale } from './derive-sales';
import type { Entry } from './entry';
import type { Version } from './facts';
import { giveBackEntries } from './give-back-entries';
import { type GiveBack, isSuccessful } from './give-backs';
import { type Latest, lastOf } from './link-payments';
import { type Base, entry, OF_FEES, OF_NO_PRODUCT, type RevenueContext } from './revenue-entry';

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

/** Balance transactions by which a payment comes in. */
const OF_PAYMENT = ['charge', 'payment'];

/** Fees that come with neither a payment nor a dispute: on refunds, on payments that failed afterwards, on the account. */
export function otherFees(latest: Latest, timeZone: string): Entry[] {
  const paid = new Map(lastOf(latest.charge).filter(([, charge]) => isSuccessful(charge)));
  return lastOf(latest.balance_transaction).flatMap(([id, transaction]) => {
    const { source, type, fee, currency, created } = transaction;
    const ofAccount = isAccountFee(transaction);
    const charge = source === null ? undefined : paid.get(source);
    const isCharges = charge && (charge.balanceTransaction === id || OF_PAYMENT.includes(type));
    if (!ofAccount && (fee === 0 || source === null || isCharges || latest.dispute.has(source))) return [];
    const minor = ofAccount ? accountFeeOf(transaction) : BigInt(fee);
    const occurredAt = new Date(created * 1000);
    const knownAt = latest.balance_transaction.get(id)?.[0]?.knownAt ?? occurredAt;
    const base = { day: dayOf(occurredAt, timeZone), occurredAt, knownAt, currency, ...OF_NO_PRODUCT };
    return entry(`fee:${id}`, 'fee', { ...base, ...OF_FEES }, minor, 0n, {
      objects: [{ type: 'balance_transaction', id }],
      description: minor < 0n ? 'Fee given back' : `Stripe fee (${type.replaceAll('_', ' ')})`,
      arithmetic: majorText(minor, currency),
    });
  });
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
      .find((version) => version?.body.source === id && OF_PAYMENT.includes(version.body.type));
  const fee = transaction?.body.fee ?? last.body.fee;
  if (fee === null || fee === 0) return [];
  const currency = transaction?.body.currency ?? last.body.feeCurrency ?? base.currency;
  return [
    // Counted, so that it can be told whether the fees of charges are known at all; those of disputes are without a key too.
    entry(`fee:${id}`, 'fee', { ...base, ...OF_FEES, currency }, BigInt(fee), 1n, {
      objects: [{ type: 'charge', id }, ...(transactionId ? [{ type: 'balance_transaction', id: transactionId }] : [])],
      description: 'Stripe fee',
      arithmetic: majorText(BigInt(fee), currency),
    }),
  ];
}
