import type { InvoiceItemFact, PriceFact, SubscriptionFact, Version } from './facts';
import { reconstructStates } from './reconstruct-states';
import type { KnownInvoice } from './subscription-billing';

export type Quality = 'observed' | 'reconstructed' | 'assumed';

/** What was true of a subscription from an instant until the next state's. */
export interface SubscriptionState {
  from: Date;
  fact: SubscriptionFact;
  eventId: string;
  eventType: string;
  knownAt: Date;
  quality: Quality;
}

/**
 * The states of one subscription, from its ordered versions. A creation counts from the object's own `created`; an ended
 * subscription from `ended_at`, however late that was delivered (definitions B3-5). Before the first version seen, the
 * states are reconstructed from the invoices; where these tell nothing, they are assumed back to the start of the
 * subscription, or to the end of its trial.
 */
export function subscriptionTimeline(
  ordered: readonly Version<'subscription'>[],
  past: Past = NO_PAST,
): SubscriptionState[] {
  const states: SubscriptionState[] = [];
  for (const [index, version] of ordered.entries()) {
    if (index === 0 && wasSeenLate(version)) states.push(...statesBefore(version, past));
    const state = stateOf(version);
    // An end that is known later than it happened cuts what was observed in between.
    while (states.length > 0 && (states.at(-1)?.from.getTime() ?? 0) >= state.from.getTime()) states.pop();
    states.push(state);
    if (state.fact.endedAt !== null && state.fact.status === 'canceled') break;
  }
  return states;
}

/** What tells of a subscription before it was first seen. */
export interface Past {
  invoices: readonly KnownInvoice[];
  /** Its changes inside a period that were known before, or without, being billed. */
  prorations: readonly InvoiceItemFact[];
  prices: ReadonlyMap<string, PriceFact>;
}
export const NO_PAST: Past = { invoices: [], prorations: [], prices: new Map() };

/** True where the first version is not of its creation. */
export const wasSeenLate = ({ eventType }: Pick<Version, 'eventType'>) => !eventType.endsWith('.created');

function statesBefore(version: Version<'subscription'>, past: Past): SubscriptionState[] {
  const seen = effectiveFrom(version);
  const began = version.body.startDate ?? version.body.created;
  const reconstructed = reconstructStates(version, { began, seen, ...past });
  return reconstructed.length > 0 ? reconstructed : assumedStart(version);
}

function stateOf(version: Version<'subscription'>): SubscriptionState {
  const fact = version.body;
  return {
    from: new Date(effectiveFrom(version) * 1000),
    fact,
    eventId: version.eventId,
    eventType: version.eventType,
    knownAt: version.knownAt,
    quality: 'observed',
  };
}

function effectiveFrom(version: Version<'subscription'>): number {
  const fact = version.body;
  const seen = Math.floor(version.occurredAt.getTime() / 1000);
  if (version.eventType.endsWith('.created')) return Math.min(fact.created, seen);
  const ended = fact.endedAt ?? (version.eventType.endsWith('.deleted') ? fact.canceledAt : null);
  return isEnded(version) && ended !== null ? Math.min(ended, seen) : seen;
}

const isEnded = (version: Version<'subscription'>) =>
  version.eventType.endsWith('.deleted') ||
  version.body.status === 'canceled' ||
  version.body.status === 'incomplete_expired';

function assumedStart(version: Version<'subscription'>): SubscriptionState[] {
  const fact = version.body;
  const seen = effectiveFrom(version);
  const began = fact.startDate ?? fact.created;
  const paidFrom = fact.trialEnd !== null && fact.trialEnd <= seen ? Math.max(began, fact.trialEnd) : began;
  if (paidFrom >= seen) return [];
  // A subscription first seen when it had already ended was active until then.
  const status = isEnded(version) && fact.status === 'canceled' ? 'active' : fact.status;
  return [
    {
      ...stateOf(version),
      from: new Date(paidFrom * 1000),
      fact: { ...fact, status, endedAt: null },
      quality: 'assumed',
    },
  ];
}
