import { divideHalfUp } from '@/lib/money/divide-half-up';
import { splitByWeight } from '@/lib/money/split-by-weight';
import type { Sale } from './derive-sales';
import { UNATTRIBUTED_PAYMENT } from './entry';
import type { ChargeFact, RefundFact, Version } from './facts';
import { compareText } from './order-versions';

/** A step in the refund history of one charge: money given back (+) or a refund that failed (−). */
export interface RefundStep {
  refundId: string;
  kind: 'refunded' | 'reversed';
  at: Date;
  knownAt: Date;
  currency: string;
  /** As Stripe moved it, tax included. */
  gross: bigint;
  /** Without its share of the sale's tax, split over the sale's lines. Signed. */
  lines: { lineId: string; productId: string; priceId: string; net: bigint }[];
  /** +1 when the charge becomes refunded, −1 when it no longer is, else 0. */
  chargeDelta: bigint;
  reason: string | null;
}

interface KnownRefund {
  id: string;
  amount: bigint;
  created: Date;
  failedAt: Date | null;
  knownAt: Date;
  currency: string;
  reason: string | null;
}

/**
 * The refund history of one charge (definitions B5): the tax share is removed pro rata on the running total, so that a
 * full refund in parts ends at exactly the sale; the net is split over what is left of each line.
 */
export function refundSteps(
  chargeId: string,
  charge: readonly Version<'charge'>[],
  refunds: ReadonlyMap<string, Version<'refund'>[]>,
  sale: Sale | null,
): RefundStep[] {
  const known = knownRefunds(chargeId, charge, refunds);
  const events = known
    .flatMap((refund) => [
      { refund, kind: 'refunded' as const, at: refund.created, rank: 1 },
      // Money that comes back is there for the next refund of the same second, unless it had left in that second itself.
      ...(refund.failedAt
        ? [{ refund, kind: 'reversed' as const, at: refund.failedAt, rank: refund.failedAt > refund.created ? 0 : 2 }]
        : []),
    ])
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.rank - b.rank || compareText(a.refund.id, b.refund.id));

  const lines = (sale?.lines ?? []).map((line) => ({ ...line, left: line.net }));
  const applied = new Map<string, bigint[]>();
  let grossSoFar = 0n;
  let netSoFar = 0n;
  let open = 0;
  return events.map(({ refund, kind, at }) => {
    const before = open;
    open += kind === 'refunded' ? 1 : -1;
    const undone = applied.get(refund.id);
    let nets: bigint[];
    if (kind === 'reversed' && undone) {
      nets = undone.map((net) => -net);
    } else {
      nets = splitOverLines(netOf(grossSoFar + refund.amount, sale) - netSoFar, lines);
      applied.set(refund.id, nets);
    }
    grossSoFar += kind === 'refunded' ? refund.amount : -refund.amount;
    netSoFar += nets.reduce((sum, net) => sum + net, 0n);
    for (const [index, line] of lines.entries()) line.left -= nets[index] ?? 0n;
    return {
      refundId: refund.id,
      kind,
      at,
      knownAt: refund.knownAt,
      currency: refund.currency,
      gross: kind === 'refunded' ? refund.amount : -refund.amount,
      lines: nets.map((net, index) => ({
        lineId: lines[index]?.id ?? 'payment',
        productId: lines[index]?.productId ?? UNATTRIBUTED_PAYMENT,
        priceId: lines[index]?.priceId ?? '',
        net,
      })),
      chargeDelta: before === 0 && open > 0 ? 1n : before > 0 && open === 0 ? -1n : 0n,
      reason: refund.reason,
    };
  });
}

/** The part of a gross amount of this sale that is not tax. */
export function netOf(gross: bigint, sale: Sale | null): bigint {
  return sale === null || sale.paid === 0n ? gross : divideHalfUp(gross * sale.net, sale.paid);
}

function splitOverLines(net: bigint, lines: readonly { net: bigint; left: bigint }[]): bigint[] {
  if (lines.length === 0) return [net];
  const left = lines.map((line) => line.left);
  const sum = left.reduce((a, b) => a + b, 0n);
  return splitByWeight(net, sum > 0n ? left : lines.map((line) => line.net));
}

const REVERSED = ['failed', 'canceled'];

function knownRefunds(
  chargeId: string,
  charge: readonly Version<'charge'>[],
  refunds: ReadonlyMap<string, Version<'refund'>[]>,
): KnownRefund[] {
  const own = [...refunds].filter(([, versions]) => versions.at(-1)?.body.charge === chargeId);
  const objects = own.flatMap(([id, versions]) => {
    const last = versions.at(-1);
    return last ? [fromObject(id, versions, last.body)] : [];
  });
  // Failed ones included: a charge seen before the failure still counts them in its `amount_refunded`.
  const told = objects.reduce((total, { amount }) => total + amount, 0n);
  return [...objects, ...withoutObjects(chargeId, charge, objects.length === 0, told)];
}

function fromObject(id: string, versions: readonly Version<'refund'>[], fact: RefundFact): KnownRefund {
  const failure = versions.find(({ body }) => REVERSED.includes(body.status));
  return {
    id,
    amount: BigInt(fact.amount),
    created: new Date(fact.created * 1000),
    failedAt: REVERSED.includes(fact.status) ? (failure?.occurredAt ?? null) : null,
    knownAt: versions[0]?.knownAt ?? new Date(0),
    currency: fact.currency,
    reason: fact.reason,
  };
}

/**
 * Where refund events are not sent, `charge.amount_refunded` still tells how much was given back and when. It never adds
 * to refund objects that are known.
 */
function withoutObjects(
  chargeId: string,
  charge: readonly Version<'charge'>[],
  none: boolean,
  told: bigint,
): KnownRefund[] {
  const steps: { version: Version<'charge'>; to: bigint }[] = [];
  for (const version of charge) {
    const to = BigInt(version.body.amountRefunded);
    if (to > (steps.at(-1)?.to ?? 0n)) steps.push({ version, to });
  }
  const last = steps.at(-1);
  if (!last || last.to <= told) return [];
  const make = (version: Version<'charge'>, from: bigint, to: bigint): KnownRefund => ({
    id: `${chargeId}:refunded:${to}`,
    amount: to - from,
    created: version.occurredAt,
    failedAt: null,
    knownAt: version.knownAt,
    currency: version.body.currency,
    reason: null,
  });
  if (!none) return [make(last.version, told, last.to)];
  return steps.map(({ version, to }, index) => make(version, steps[index - 1]?.to ?? 0n, to));
}

/** True for a charge that moved money. */
export const isSuccessful = (charge: ChargeFact) => charge.status === 'succeeded' && charge.amountCaptured > 0;
