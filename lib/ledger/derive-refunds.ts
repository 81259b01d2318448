import { divideHalfUp } from '@/lib/money/divide-half-up';
import { splitByWeight } from '@/lib/money/split-by-weight';
import type { Sale } from './derive-sales';
import { UNATTRIBUTED_PAYMENT } from './entry';
import type { GiveBack } from './give-backs';
import { compareText } from './order-versions';

/** A step in the history of what was given back of one payment: money gone (+) or returned (−). */
export interface RefundStep {
  given: GiveBack;
  kind: 'refunded' | 'reversed' | 'lost' | 'reinstated';
  at: Date;
  knownAt: Date;
  /** As Stripe moved it, tax included. Signed. */
  gross: bigint;
  /** Without its share of the sale's tax, split over the sale's lines. Signed. */
  lines: { lineId: string; productId: string; priceId: string; coupon: string; net: bigint }[];
  /** +1 when the charge becomes refunded, −1 when it no longer is, else 0. */
  refunded: bigint;
  /** The same for a charge refunded in full, and what that adds to the amount refunded in full, without tax. */
  full: bigint;
  fullNet: bigint;
  /** The same for a charge that is not refunded but lost in a dispute. */
  lost: bigint;
}

/**
 * The refunds and lost disputes of one payment in order (definitions B5): the tax share is removed pro rata on the running
 * total, so that a full refund in parts ends at exactly the sale; the net is split over the lines of the credit note, else
 * over what is left of each line.
 */
export function refundSteps(givens: readonly GiveBack[], sale: Sale | null, captured: bigint | null): RefundStep[] {
  const lines = (sale?.lines ?? []).map((line) => ({ ...line, left: line.net }));
  const applied = new Map<string, { gross: bigint; nets: bigint[] }>();
  let grossSoFar = 0n;
  let netSoFar = 0n;
  let refundedNet = 0n;
  let fullNet = 0n;
  const open = new Map<string, { type: GiveBack['type']; gross: bigint }>();
  return inOrder(givens).map(({ given, at, knownAt, amount, sign }) => {
    const before = standing(open, captured);
    const earlier = applied.get(given.id);
    let nets: bigint[];
    if (sign < 0n && earlier) {
      nets = takenBack(earlier, amount);
      applied.set(given.id, {
        gross: earlier.gross - amount,
        nets: earlier.nets.map((net, i) => net + (nets[i] ?? 0n)),
      });
    } else {
      nets = splitOverLines(netOf(grossSoFar + amount, sale) - netSoFar, lines, given.credits);
      applied.set(given.id, { gross: amount, nets });
    }
    grossSoFar += sign * amount;
    netSoFar += nets.reduce((sum, net) => sum + net, 0n);
    for (const [index, line] of lines.entries()) line.left -= nets[index] ?? 0n;
    const left = (open.get(given.id)?.gross ?? 0n) + sign * amount;
    if (left > 0n) open.set(given.id, { type: given.type, gross: left });
    else open.delete(given.id);
    const after = standing(open, captured);
    if (given.type !== 'dispute') refundedNet += nets.reduce((sum, net) => sum + net, 0n);
    const fullBefore = fullNet;
    fullNet = after.full === 1n ? refundedNet : 0n;
    return {
      given,
      kind: kindOf(given, sign),
      at,
      knownAt,
      gross: sign * amount,
      lines: nets.map((net, index) => ({
        lineId: lines[index]?.id ?? 'payment',
        productId: lines[index]?.productId ?? UNATTRIBUTED_PAYMENT,
        priceId: lines[index]?.priceId ?? '',
        coupon: lines[index]?.coupon ?? '',
        net,
      })),
      refunded: after.refunded - before.refunded,
      full: after.full - before.full,
      fullNet: fullNet - fullBefore,
      lost: after.lost - before.lost,
    };
  });
}

const kindOf = ({ type }: GiveBack, sign: bigint): RefundStep['kind'] =>
  type === 'dispute' ? (sign > 0n ? 'lost' : 'reinstated') : sign > 0n ? 'refunded' : 'reversed';

function inOrder(givens: readonly GiveBack[]) {
  return givens
    .flatMap((given) => [
      { given, at: given.at, knownAt: given.knownAt, amount: given.amount, sign: 1n, rank: 1 },
      // Money that comes back is there for the next refund of the same second, unless it had left in that second itself.
      ...given.returns.map((back) => ({ given, ...back, sign: -1n, rank: back.at > given.at ? 0 : 2 })),
    ])
    .sort((a, b) => a.at.getTime() - b.at.getTime() || a.rank - b.rank || compareText(a.given.id, b.given.id));
}

/** What a charge counts as: 1 or 0 each. */
function standing(open: ReadonlyMap<string, { type: GiveBack['type']; gross: bigint }>, captured: bigint | null) {
  const refunds = [...open.values()].filter(({ type }) => type !== 'dispute');
  const sum = refunds.reduce((total, { gross }) => total + gross, 0n);
  return {
    refunded: refunds.length > 0 ? 1n : 0n,
    full: captured !== null && captured > 0n && sum >= captured ? 1n : 0n,
    lost: refunds.length === 0 && open.size > 0 ? 1n : 0n,
  };
}

/** The lines of what returns: all that was given, or its share. */
function takenBack({ gross, nets }: { gross: bigint; nets: bigint[] }, amount: bigint): bigint[] {
  if (amount >= gross) return nets.map((net) => -net);
  const net = nets.reduce((sum, part) => sum + part, 0n);
  return splitByWeight(divideHalfUp(net * amount, gross), nets).map((part) => -part);
}

/** The part of a gross amount of this sale that is not tax. */
export function netOf(gross: bigint, sale: Sale | null): bigint {
  return sale === null || sale.paid === 0n ? gross : divideHalfUp(gross * sale.net, sale.paid);
}

function splitOverLines(
  net: bigint,
  lines: readonly { id: string; net: bigint; left: bigint }[],
  credits: GiveBack['credits'],
): bigint[] {
  if (lines.length === 0) return [net];
  const credited = credits === null ? null : creditWeights(lines, credits);
  if (credited) return splitByWeight(net, credited);
  const left = lines.map((line) => line.left);
  const sum = left.reduce((a, b) => a + b, 0n);
  return splitByWeight(net, sum > 0n ? left : lines.map((line) => line.net));
}

/** What a credit note credits of each line; its own lines are spread over all. Null when it credits nothing. */
function creditWeights(
  lines: readonly { id: string; net: bigint }[],
  credits: NonNullable<GiveBack['credits']>,
): bigint[] | null {
  const ids = new Set(lines.map(({ id }) => id));
  const sumOf = (list: typeof credits) => list.reduce((sum, { net }) => sum + BigInt(net), 0n);
  const loose = sumOf(credits.filter(({ invoiceLine }) => invoiceLine === null || !ids.has(invoiceLine)));
  const spread = splitByWeight(
    loose,
    lines.map(({ net }) => net),
  );
  const weights = lines.map(
    ({ id }, index) => sumOf(credits.filter(({ invoiceLine }) => invoiceLine === id)) + (spread[index] ?? 0n),
  );
  return weights.reduce((a, b) => a + b, 0n) > 0n ? weights : null;
}
