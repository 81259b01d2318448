import type { Definitions } from './definitions';
import type { SubscriptionFact } from './facts';
import type { SubscriptionState } from './subscription-timeline';

export type EndReason = 'voluntary' | 'involuntary' | 'paused' | 'delinquent';

/** Whether a subscription is part of MRR at an instant, or why not. */
export type Standing =
  | { counts: true /** It is scheduled to end. */; ending: boolean }
  | { counts: false; trialing: boolean; reason: EndReason | null };

/** Instants (Unix seconds) on which the standing of one state depends beside its facts; null: never. */
export interface Moments {
  /** When its cancellation was asked for. */
  requested: number | null;
  /** When it had been past due for as long as is tolerated. */
  graceEnds: number | null;
  /** When its first invoice of more than zero was paid. */
  firstPaid: number | null;
}

const OUT = ['trialing', 'incomplete', 'incomplete_expired', 'unpaid', 'paused', 'canceled'];
const IN = ['active', 'past_due'];

/** The status is one this version of the rules knows. */
export const isKnownStatus = (status: string) => IN.includes(status) || OUT.includes(status);

/** Whether a subscription counts towards MRR at an instant (definitions B1, "which subscriptions are active"). */
export function standingAt(at: number, fact: SubscriptionFact, moments: Moments, definitions: Definitions): Standing {
  const reached = (moment: number | null) => moment !== null && at >= moment;
  const ending = reached(moments.requested);
  const trialing = fact.status === 'trialing';
  const out = (reason: EndReason | null): Standing => ({ counts: false, trialing: false, reason });

  if (!IN.includes(fact.status) && !trialing) return out(reasonOf(fact));
  if (ending && definitions.churnAt === 'requested') return out(cancelReason(fact));
  if (isPaused(fact, definitions)) return out('paused');
  if (trialing) return { counts: false, trialing, reason: null };
  if (reached(moments.graceEnds)) return out('involuntary');
  if (definitions.activeFrom === 'first_payment' && !reached(moments.firstPaid)) return out(null);
  return { counts: true, ending };
}

/** Why a status that is out ended what was in (definitions B2, sub-types of churn). */
function reasonOf(fact: SubscriptionFact): EndReason | null {
  if (fact.status === 'unpaid') return 'delinquent';
  if (fact.status === 'canceled') return cancelReason(fact);
  return fact.status === 'paused' || fact.pausedCollection !== null ? 'paused' : null;
}

const cancelReason = ({ cancellationReason }: SubscriptionFact): EndReason =>
  cancellationReason === 'payment_failed' || cancellationReason === 'payment_disputed' ? 'involuntary' : 'voluntary';

/** Collection paused so that nothing will be collected later either. */
const NEVER_COLLECTED = ['void', 'mark_uncollectible'];

function isPaused({ pausedCollection }: SubscriptionFact, definitions: Definitions): boolean {
  if (pausedCollection === null || definitions.pausedCollection === 'in') return false;
  return definitions.pausedCollection === 'out' || NEVER_COLLECTED.includes(pausedCollection);
}

/** What decides the standing of each state, in step with the states. */
export function momentsOf(
  states: readonly SubscriptionState[],
  firstPaid: number | null,
  { pastDueGraceDays }: Definitions,
): Moments[] {
  let lateSince: number | null = null;
  return states.map((state) => {
    // What is only assumed of the time before the first event is not known to have been late since its beginning.
    if (state.fact.status !== 'past_due' || state.quality === 'assumed') lateSince = null;
    else lateSince ??= state.from.getTime() / 1000;
    const graceEnds = lateSince === null || pastDueGraceDays === null ? null : lateSince + pastDueGraceDays * 86_400;
    return { requested: requestedAt(state), graceEnds, firstPaid };
  });
}

/** Stripe tells since when a cancellation is scheduled in `canceled_at`, and clears it when it is taken back. */
function requestedAt({ fact, from, quality }: SubscriptionState): number | null {
  if (fact.canceledAt !== null) return fact.canceledAt;
  // What was only assumed is not known to have been scheduled from its beginning.
  if (quality === 'assumed' || (!fact.cancelAtPeriodEnd && fact.cancelAt === null)) return null;
  return from.getTime() / 1000;
}
