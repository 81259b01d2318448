import { type Day, dayOf } from '@/lib/calendar/days';
import type { Entry, TrialState } from './entry';
import type { InvoiceFact, SubscriptionFact, Version } from './facts';
import { intervalLabel } from './mrr-spans';
import { compareText } from './order-versions';

export interface TrialInput {
  subscriptionId: string;
  latest: Version<'subscription'>;
  /** Invoices of the subscription, latest state. */
  invoices: { id: string; fact: InvoiceFact }[];
}

export interface Trial {
  subscriptionId: string;
  start: number;
  end: number;
  state: TrialState;
  /** The invoice that decided the state. */
  invoiceId: string | null;
  latest: Version<'subscription'>;
}

/** An invoice for the first paid period may be created a little before the recorded end of the trial. */
const INVOICE_SLACK_SECONDS = 3600;

/** The state of a subscription's trial (definitions B4); null when it has none. An extended trial is still one trial. */
export function trialOf({ subscriptionId, latest, invoices }: TrialInput): Trial | null {
  const { trialStart: start, trialEnd: end } = latest.body;
  if (start === null || end === null || end <= start) return null;
  const after = invoices
    .filter(({ fact }) => fact.created >= Math.max(end - INVOICE_SLACK_SECONDS, start + 1))
    .sort((a, b) => a.fact.created - b.fact.created || compareText(a.id, b.id));
  const paid = after.find(({ fact }) => isPaid(fact));
  const free = after.find(({ fact }) => fact.status === 'paid' && !isPaid(fact));
  const state = stateOf(latest.body, end, paid !== undefined, free !== undefined);
  return { subscriptionId, start, end, state, invoiceId: paid?.id ?? free?.id ?? after[0]?.id ?? null, latest };
}

const isPaid = (fact: InvoiceFact) =>
  fact.status === 'paid' && fact.total > 0 && (fact.amountPaid > 0 || fact.paidOutOfBand);

function stateOf(fact: SubscriptionFact, end: number, paid: boolean, free: boolean): TrialState {
  if (paid) return 'converted';
  if (fact.status === 'trialing') return 'pending';
  if (fact.endedAt !== null && fact.endedAt <= end) return 'abandoned';
  if (free) return 'converted_free';
  return ['canceled', 'unpaid', 'incomplete_expired', 'paused'].includes(fact.status) ? 'abandoned' : 'at_risk';
}

/**
 * Entries of the customer's first trial (setting "first trial per user"): cohorted by start under `trial_*` and by end
 * under `trial_ended_*`; a trial that is still running has not ended.
 */
export function deriveTrials(inputs: readonly TrialInput[], timeZone: string): Entry[] {
  const trials = inputs.flatMap((input) => trialOf(input) ?? []);
  const [first] = trials.sort((a, b) => a.start - b.start || compareText(a.subscriptionId, b.subscriptionId));
  if (!first) return [];
  const started = dayOf(new Date(first.start * 1000), timeZone);
  const ended = dayOf(new Date(first.end * 1000), timeZone);
  const byStart = [trialEntry(first, 'trial_started', started), trialEntry(first, `trial_${first.state}`, started)];
  if (first.state === 'pending') return byStart;
  return [
    ...byStart,
    trialEntry(first, 'trial_ended_all', ended),
    trialEntry(first, `trial_ended_${first.state}`, ended),
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
    detail: {
      objects: [
        { type: 'subscription', id: trial.subscriptionId },
        ...(trial.invoiceId ? [{ type: 'invoice', id: trial.invoiceId }] : []),
      ],
      description: `Trial ${iso(trial.start)} to ${iso(trial.end)}: ${WORDS[trial.state]}`,
      arithmetic: '1',
      state: trial.state,
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
