import { discountEdges } from './active-discounts';
import { type Moments, momentsOf, type Standing, standingAt } from './standing';
import type { Billing } from './subscription-billing';
import type { Terms } from './subscription-mrr';
import type { SubscriptionState } from './subscription-timeline';

/** A part of a state in which nothing changes: neither whether it counts nor what it is worth. Unix seconds. */
export interface Stretch {
  from: number;
  to: number | null;
  state: SubscriptionState;
  standing: Standing;
}

/** Cuts the states of a subscription wherever a discount, a choice of definitions a metered bill or the tax on a bill changes its MRR. */
export function stretchesOf(states: readonly SubscriptionState[], terms: Terms, billing: Billing): Stretch[] {
  const moments = momentsOf(states, billing.firstPaid, terms.definitions);
  return states.flatMap((state, index) => {
    const of = moments[index];
    return of ? cut(state, states[index + 1], of, terms, billing) : [];
  });
}

function cut(
  state: SubscriptionState,
  next: SubscriptionState | undefined,
  moments: Moments,
  terms: Terms,
  { bills, taxes }: Billing,
): Stretch[] {
  const from = state.from.getTime() / 1000;
  const to = next ? next.from.getTime() / 1000 : null;
  const { requested, graceEnds, firstPaid } = moments;
  const decided = [requested, graceEnds, firstPaid].filter((moment) => moment !== null);
  const edges = [
    ...decided,
    ...discountEdges(state.fact, terms),
    ...bills.map(({ at }) => at),
    ...taxes.map(({ at }) => at),
  ].filter((edge) => edge > from && (to === null || edge < to));
  const starts = [from, ...[...new Set(edges)].sort((a, b) => a - b)];
  return starts.map((start, index) => ({
    from: start,
    to: starts[index + 1] ?? to,
    state,
    standing: standingAt(start, state.fact, moments, terms.definitions),
  }));
}
