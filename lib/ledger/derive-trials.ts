import { type Day, dayOf } from '@/lib/calendar/days';
import type { Definitions } from './definitions';
import type { Entry, TrialState } from './entry';
import type { InvoiceFact, SubscriptionFact, Version } from './facts';
import { intervalLabel } from './mrr-spans';
import { compareText } from './order-versions';
import { isPaid } from './subscription-billing';

export interface TrialInput {
  subscriptionId: string;
  latest: Version<'subscription'>;
  /** Invoices of the subscription, latest state. */
  invoices: { id: string; fact: InvoiceFact }[];
  /** The coupons it was begun or tried with. */
  coupon: string;
}

export interface Trial {
  subscriptionId: string;
  start: number;
  end: number;
  state: TrialState;
  /** The invoice that decided the state. */
  invoiceId: string | null;
  latest: Version<'subscription'>;
  coupon: string;
}

/** An invoice for the first paid period may be created a little before the recorded end of the trial. */
const INVOICE_SLACK_SECONDS = 3600;

type Choices = Pick<
  Definitions,
  'convertedWithinDays' | 'refundUnconverts' | 'freeConversionCounts' | 'trialsPerCustomer'
>;

/** When the money of an invoice was given back in full, by invoice; Unix seconds. */
export type FullRefunds = ReadonlyMap<string, number>;

const DAY_SECONDS = 86_400;

/** The state of a subscription's trial (definitions B4); null when it has none. An extended trial is still one trial. */
export function trialOf(
  { subscriptionId, latest, invoices, coupon }: TrialInput,
  choices: Choices,
  refunds: FullRefunds,
): Trial | null {
  const { trialStart: start, trialEnd: end } = latest.body;
  if (start === null || end === null || end <= start) return null;
  const after = invoices
    .filter(({ fact }) => fact.created >= Math.max(end - INVOICE_SLACK_SECONDS, start + 1))
    .sort((a, b) => a.fact.created - b.fact.created || compareText(a.id, b.id));
  const paid = after.find(({ fact }) => isPaid(fact));
  const free = after.find(({ fact }) => fact.status === 'paid' && !isPaid(fact));
  const plain = stateOf(latest.body, end, paid !== undefined, free !== undefined);
  const state = plain === 'converted' && paid && !holds(paid, end, choices, refunds) ? 'abandoned' : plain;
  const counted = state === 'converted_free' && choices.freeConversionCounts ? 'converted' : state;
  const invoiceId = paid?.id ?? free?.id ?? after[0]?.id ?? null;
  return { subscriptionId, start, end, state: counted, invoiceId, latest, coupon };
}

/** Whether a payment came soon enough after the trial, and stayed for long enough, to convert it. */
function holds(
  { id, fact }: TrialInput['invoices'][number],
  end: number,
  { convertedWithinDays, refundUnconverts }: Choices,
  refunds: FullRefunds,
): boolean {
  const paidAt = fact.paidAt ?? fact.created;
  const refundedAt = refunds.get(id);
  const late = convertedWithinDays !== null && paidAt > end + convertedWithinDays * DAY_SECONDS;
  const takenBack =
    refundUnconverts !== null && refundedAt !== undefined && refundedAt <= paidAt + refundUnconverts * DAY_SECONDS;
  return !late && !takenBack;
}

/** Invoices whose payment was given back in full and not returned since, from the entries of revenue. */
export function fullRefunds(revenue: readonly Entry[]): FullRefunds {
  const counts = new Map<string, { full: bigint; at: number }>();
  for (const { measure, quantity, occurredAt, detail } of revenue) {
    const invoice = detail.objects.find(({ type }) => type === 'invoice')?.id;
    if (measure !== 'fully_refunded_charge' || invoice === undefined) continue;
    const { full, at } = counts.get(invoice) ?? { full: 0n, at: 0 };
    const seconds = occurredAt.getTime() / 1000;
    counts.set(invoice, { full: full + quantity, at: quantity > 0n ? Math.max(at, seconds) : at });
  }
  return new Map([...counts].filter(([, { full }]) => full > 0n).map(([invoice, { at }]) => [invoice, at]));
}

function stateOf(fact: SubscriptionFact, end: number, paid: boolean, free: boolean): TrialState {
  if (paid) return 'converted';
  if (fact.status === 'trialing') return 'pending';
  if (fact.endedAt !== null && fact.endedAt <= end) return 'abandoned';
  if (free) return 'converted_free';
  return ['canceled', 'unpaid', 'incomplete_expired', 'paused'].includes(fact.status) ? 'abandoned' : 'at_risk';
}

/**
 * Entries of the customer's first trial, or of all (setting `trialsPerCustomer`): cohorted by start under `trial_*` and by
 * end under `trial_ended_*`; a trial that is still running has not ended.
 */
export function deriveTrials(
  inputs: readonly TrialInput[],
  timeZone: string,
  choices: Choices,
  refunds: FullRefunds,
): Entry[] {
  const trials = inputs
    .flatMap((input) => trialOf(input, choices, refunds) ?? [])
    .sort((a, b) => a.start - b.start || compareText(a.subscriptionId, b.subscriptionId));
  return trials
    .slice(0, choices.trialsPerCustomer === 'first' ? 1 : undefined)
    .flatMap((trial) => trialEntries(trial, timeZone));
}

function trialEntries(trial: Trial, timeZone: string): Entry[] {
  const started = dayOf(new Date(trial.start * 1000), timeZone);
  const ended = dayOf(new Date(trial.end * 1000), timeZone);
  const byStart = [trialEntry(trial, 'trial_started', started), trialEntry(trial, `trial_${trial.state}`, started)];
  if (trial.state === 'pending') return byStart;
  return [
    ...byStart,
    trialEntry(trial, 'trial_ended_all', ended),
    trialEntry(trial, `trial_ended_${trial.state}`, ended),
  ];
}

function trialEntry(trial: Trial, measure: Entry['measure'], day: Day): Entry {
  const item = trial.latest.body.items[0];
  return {
    id: `${measure}:${trial.subscriptionId}`,
    measure,
    day,
    occurredAt: new Date((measure.startsWith('trial_ended') ? trial.end : trial.start) * 1000),
    knownAt: trial.latest.knownAt,
    currency: '',
    minor: 0n,
    quantity: 1n,
    productId: item?.price.productId ?? '',
    priceId: item?.price.id ?? '',
    interval: item?.price.interval ? intervalLabel(item.price.interval, item.price.intervalCount) : '',
    coupon: trial.coupon,
    detail: {
      objects: [
        { type: 'subscription', id: trial.subscriptionId },
        ...(trial.invoiceId ? [{ type: 'invoice', id: trial.invoiceId }] : []),
      ],
      description: `Trial ${iso(trial.start)} to ${iso(trial.end)}: ${WORDS[trial.state]}`,
      arithmetic: '1',
      state: trial.state,
      units: trial.latest.body.items.reduce((sum, { quantity }) => sum + (quantity ?? 0), 0).toString(),
    },
  };
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);

const WORDS: Record<TrialState, string> = {
  pending: 'still running',
  converted: 'converted, its first non-zero invoice is paid',
  converted_free: 'went on for free',
  abandoned: 'ended without payment',
  at_risk: 'ended, payment still open',
};
