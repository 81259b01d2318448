import type { ChargeFact, CreditNoteFact, RefundFact, Version } from './facts';
import type { Latest } from './link-payments';
import { lastOf } from './link-payments';
import { compareText } from './order-versions';
import { isSnapshot, toldAt } from './snapshots';

/** Money that goes back to whoever paid, and what of it returns later. */
export interface GiveBack {
  id: string;
  /** Type of the Stripe object that tells of it. */
  type: 'refund' | 'dispute' | 'credit_note';
  amount: bigint;
  at: Date;
  knownAt: Date;
  /** A refund that failed, a dispute's money reinstated, a credit note voided. */
  returns: { at: Date; knownAt: Date; amount: bigint }[];
  currency: string;
  reason: string | null;
  /** What the credit note behind it credits, by invoice line; null where there is none. */
  credits: CreditNoteFact['lines'] | null;
}

const REVERSED = ['failed', 'canceled'];

/** All that was given back of one charge by refund: from refund objects, or from what the charge itself tells. */
export function refundsOf(
  chargeId: string,
  charge: readonly Version<'charge'>[],
  { refund: refunds, balance_transaction: moved }: Pick<Latest, 'refund' | 'balance_transaction'>,
  credits: ReadonlyMap<string, CreditNoteFact['lines']>,
): GiveBack[] {
  const released = releasedOf(charge);
  const own = [...refunds].filter(([, versions]) => versions.at(-1)?.body.charge === chargeId);
  const objects = own.flatMap(([id, versions]) => {
    const last = versions.at(-1);
    const isRelease = last && isOfCapture(last.body, charge, released);
    if (!last || isRelease) return [];
    const failedAt = failureOf(id, versions, moved);
    return [{ ...fromObject(id, versions, last.body, failedAt), credits: credits.get(id) ?? null }];
  });
  // Failed ones included: a charge seen before the failure still counts them in its `amount_refunded`.
  const told = objects.reduce((total, { amount }) => total + amount, 0n);
  return [...objects, ...withoutObjects(chargeId, charge, { none: objects.length === 0, told, released })];
}

/** What a capture in part let go of: the charge counts it as refunded, but it was never paid (definitions B5). */
function releasedOf(charge: readonly Version<'charge'>[]): bigint {
  const last = charge.at(-1)?.body;
  const rest = last && isSuccessful(last) ? last.amount - last.amountCaptured : 0;
  return last && rest > 0 && last.amountRefunded >= rest ? BigInt(rest) : 0n;
}

const WITH_CAPTURE_SECONDS = 300;

/** Whether a refund is the one that Stripe makes with the capture, of what it releases. */
function isOfCapture(refund: RefundFact, charge: readonly Version<'charge'>[], released: bigint): boolean {
  if (released === 0n || BigInt(refund.amount) !== released) return false;
  const capture = charge.find(({ body }) => isSuccessful(body));
  const apart = capture ? Math.abs(refund.created - toldAt(capture).getTime() / 1000) : Number.POSITIVE_INFINITY;
  return apart <= WITH_CAPTURE_SECONDS;
}

type Failure = Pick<GiveBack, 'at' | 'knownAt'> | null;

/** When a refund failed: by its event, or else by the transaction that put its money back. */
function failureOf(id: string, versions: readonly Version<'refund'>[], moved: Latest['balance_transaction']): Failure {
  if (!REVERSED.includes(versions.at(-1)?.body.status ?? '')) return null;
  const failure = versions.find(({ body }) => REVERSED.includes(body.status));
  if (!failure) return null;
  const { knownAt } = failure;
  if (!isSnapshot(failure)) return { at: failure.occurredAt, knownAt };
  const returned = lastOf(moved).find(([, { source, amount }]) => source === id && amount > 0);
  return { at: returned ? new Date(returned[1].created * 1000) : toldAt(failure), knownAt };
}

function fromObject(
  id: string,
  versions: readonly Version<'refund'>[],
  fact: RefundFact,
  failed: Failure,
): Omit<GiveBack, 'credits'> {
  const amount = BigInt(fact.amount);
  return {
    id,
    type: 'refund',
    amount,
    at: new Date(fact.created * 1000),
    knownAt: versions[0]?.knownAt ?? new Date(0),
    returns: failed ? [{ ...failed, amount }] : [],
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
  { none, told, released }: { none: boolean; told: bigint; released: bigint },
): GiveBack[] {
  const steps: { version: Version<'charge'>; to: bigint }[] = [];
  for (const version of charge) {
    const to = BigInt(version.body.amountRefunded) - released;
    if (to > (steps.at(-1)?.to ?? 0n)) steps.push({ version, to });
  }
  const last = steps.at(-1);
  if (!last || last.to <= told) return [];
  const make = (version: Version<'charge'>, from: bigint, to: bigint): GiveBack => ({
    id: `${chargeId}:refunded:${to}`,
    type: 'refund',
    amount: to - from,
    at: toldAt(version),
    knownAt: version.knownAt,
    returns: [],
    currency: version.body.currency,
    reason: null,
    credits: null,
  });
  if (!none) return [make(last.version, told, last.to)];
  return steps.map(({ version, to }, index) => make(version, steps[index - 1]?.to ?? 0n, to));
}

/** The lines each refund credits, by refund id: from the credit notes that led to refunds (definitions B8). */
export function creditsByRefund(notes: Latest['credit_note']): Map<string, CreditNoteFact['lines']> {
  return new Map(
    lastOf(notes).flatMap(([, { status, lines, refunds }]) =>
      status === 'void' || lines.length === 0 ? [] : refunds.map(({ refund }) => [refund, lines] as const),
    ),
  );
}

/**
 * What credit notes gave back outside Stripe, by invoice: no refund tells of it. `toBalance`: also what they put on the
 * customer's balance, which gives no money back but was not earned either.
 */
export function creditedOutside(notes: Latest['credit_note'], toBalance: boolean): Map<string, GiveBack[]> {
  const byInvoice = new Map<string, GiveBack[]>();
  for (const [id, versions] of [...notes].sort(([a], [b]) => compareText(a, b))) {
    const last = versions.at(-1);
    const invoice = last?.body.invoice ?? null;
    const amount = last ? BigInt(last.body.outOfBand + (toBalance ? balanceCredit(last.body) : 0)) : 0n;
    if (!last || invoice === null || amount <= 0n) continue;
    const { body } = last;
    const voided = body.status === 'void' ? versions.find((version) => version.body.status === 'void') : undefined;
    const given: GiveBack = {
      id,
      type: 'credit_note',
      amount,
      at: new Date((body.effectiveAt ?? body.created) * 1000),
      knownAt: versions[0]?.knownAt ?? last.knownAt,
      returns: voided
        ? [{ at: body.voidedAt ? new Date(body.voidedAt * 1000) : toldAt(voided), knownAt: voided.knownAt, amount }]
        : [],
      currency: body.currency,
      reason: null,
      credits: body.lines.length > 0 ? body.lines : null,
    };
    byInvoice.set(invoice, [...(byInvoice.get(invoice) ?? []), given]);
  }
  return byInvoice;
}

/** What is left of a credit note when nothing lowered the invoice, was refunded or was paid back elsewhere. */
const balanceCredit = ({ total, prePayment, outOfBand, refunds }: CreditNoteFact) =>
  Math.max(0, total - prePayment - outOfBand - refunds.reduce((sum, { amount }) => sum + (amount ?? total), 0));

/** True for a charge that moved money. */
export const isSuccessful = (charge: ChargeFact) => charge.status === 'succeeded' && charge.amountCaptured > 0;
