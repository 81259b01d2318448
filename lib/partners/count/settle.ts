import { hash } from 'node:crypto';
import { type CommissionFlag, type CommissionStatus, type CountedTerms, DECISIONS, type LineKind } from '../types';
import { type CommissionKey, type Expected, earnedOf } from './expected';
import type { LeadFact, SaleFact } from './facts';
import { type Standing, statusOf, voidedAs } from './status-of';

/** A commission as it is stored. */
export interface Stored extends CommissionKey, Standing {
  id: string;
  currency: string;
  status: CommissionStatus;
  base: bigint;
  quantity: number;
  /** Its sale or lead as it is now; null where it is gone. */
  fact: SaleFact | LeadFact | null;
  /** Digests of the changes of terms that somebody dismissed. */
  dismissed: ReadonlySet<string>;
}

/** An amount to be booked. */
export interface Booking {
  kind: LineKind;
  amount: bigint;
  currency: string;
  reason: string;
}

export interface Proposed {
  terms: CountedTerms | null;
  earnings: bigint;
  reason: string;
  /** Credit goes from or to somebody else. */
  moves: boolean;
}

/** What a commission is to become, and what is booked for it. */
export interface Change {
  /** Null for one that is new. */
  stored: Stored | null;
  expected: Expected | null;
  terms: CountedTerms | null;
  currency: string;
  base: bigint;
  quantity: number;
  earnings: bigint;
  flags: CommissionFlag[];
  status: CommissionStatus;
  bookings: Booking[];
  /** What would alter a commission that is in a payout; null where nothing would. */
  proposal: Proposed | null;
}

export const keyOf = ({ event, connectionId, sourceId, partnerId, ruleId }: CommissionKey): string =>
  JSON.stringify([event, connectionId, sourceId, partnerId, ruleId]);

/**
 * What has to be booked so that stored commissions come to what the facts and rules would have: given the same, nothing. One
 * that is in a payout keeps its terms; refunds are clawed back from it, anything else is proposed.
 */
export function settle(stored: readonly Stored[], expected: readonly Expected[]): Change[] {
  const wanted = new Map(expected.map((one) => [keyOf(one), one]));
  const changes = stored.map((one) => {
    const now = wanted.get(keyOf(one)) ?? null;
    wanted.delete(keyOf(one));
    return one.inPayout ? kept(one, now) : followed(one, now);
  });
  const disputed = new Set(
    changes.flatMap(({ proposal, stored }) => (proposal?.moves && stored ? sourceOf(stored) : [])),
  );
  return [
    ...changes.map((change) => ({ ...change, ...reassigned(change, disputed) })),
    ...[...wanted.values()].map((one) => created(one, disputed.has(sourceOf(one)))),
  ];
}

const sourceOf = ({ event, connectionId, sourceId }: CommissionKey) => JSON.stringify([event, connectionId, sourceId]);

function created(expected: Expected, isDisputed: boolean): Change {
  const { terms, currency, whole, now, quantity, fact } = expected;
  const flags: CommissionFlag[] = isDisputed ? [...expected.flags, 'reassigned'] : expected.flags;
  const bookings = [
    booking('earned', whole.earnings, currency, fact.livemode ? 'Earned' : 'Earned in test mode'),
    booking('refund', now.earnings - whole.earnings, currency, 'Refunded'),
  ].filter(({ amount }) => amount !== 0n);
  const standing: Standing = {
    ...{ terms, decision: null, flags, earnings: now.earnings, inPayout: false, wasPaid: false },
    livemode: fact.livemode,
  };
  return {
    ...{ stored: null, expected, terms, currency, quantity, flags, bookings, proposal: null },
    ...{ base: now.base, earnings: now.earnings, status: statusOf(standing) },
  };
}

/** Not in a payout: it follows the facts and the rules. */
function followed(stored: Stored, expected: Expected | null): Change {
  const { decision } = stored;
  const earnings = expected === null || voidedAs(decision) ? 0n : expected.now.earnings;
  const currency = expected?.currency ?? stored.currency;
  const flags = expected?.flags ?? [];
  const terms = expected?.terms ?? null;
  const standing: Standing = { ...stored, terms, flags, earnings };
  return {
    ...{ stored, expected, terms, currency, flags, earnings, proposal: null },
    base: expected?.now.base ?? 0n,
    quantity: expected?.quantity ?? stored.quantity,
    status: statusOf(standing),
    bookings: difference(stored, { terms, currency, earnings }),
  };
}

function difference(stored: Stored, to: { terms: CountedTerms | null; currency: string; earnings: bigint }): Booking[] {
  const decided = decidedWords(stored);
  const reason = whyChanged(stored.terms, to.terms);
  if (to.currency !== stored.currency)
    return [
      booking('correction', -stored.earnings, stored.currency, 'Paid in another currency'),
      booking('correction', to.earnings, to.currency, 'Paid in another currency'),
    ].filter(({ amount }) => amount !== 0n);
  const amount = to.earnings - stored.earnings;
  if (amount === 0n) return [];
  if (decided !== null) return [booking('decision', amount, to.currency, decided)];
  if (stored.terms === null && to.terms !== null) return [booking('earned', amount, to.currency, 'Credited again')];
  const isRefund = reason === null && stored.event === 'sale';
  return [booking(isRefund ? 'refund' : 'correction', amount, to.currency, reason ?? leftWords(stored, amount))];
}

/** Where the amount follows from what somebody decided, and not from the facts. */
function decidedWords({ decision, status }: Stored): string | null {
  const voided = voidedAs(decision);
  const was = voidedAs(DECISIONS.find((one) => one === status) ?? null);
  if (voided !== null) return `Earns nothing: ${voided}`;
  return was !== null && decision !== null ? 'Earns again' : null;
}

/** Why something else is left of what is counted by the same terms. */
const leftWords = ({ event }: CommissionKey, amount: bigint) =>
  event === 'lead' ? 'Another number of leads' : amount < 0n ? 'Refunded' : 'Refund reversed';

/** What is another under new terms, in words; null where only what is left of the sale is. */
function whyChanged(before: CountedTerms | null, after: CountedTerms | null): string | null {
  if (after === null) return 'Credited to this partner no longer';
  if (before === null) return 'Credited again';
  if (creditOf(before) !== creditOf(after)) return 'Another part of the sale is credited';
  if (rewardOf(before) !== rewardOf(after)) return 'The rule’s terms changed';
  if (rateOf(before) !== rateOf(after)) return 'Another exchange rate';
  return null;
}

/** Whether both count the same, in the same version of the rule. */
export const sameTerms = (a: CountedTerms | null, b: CountedTerms | null): boolean => textOf(a) === textOf(b);

const textOf = (terms: CountedTerms | null): string =>
  terms === null ? '' : JSON.stringify([terms.version, creditOf(terms), rewardOf(terms), rateOf(terms)]);

const rateOf = ({ rate }: CountedTerms) => JSON.stringify(rate && [rate.worth, rate.of]);
const creditOf = ({ weights, own }: CountedTerms) => JSON.stringify([weights, own]);
const rewardOf = ({ reward, productIds }: CountedTerms) =>
  JSON.stringify([...(reward.kind === 'flat' ? [reward.amountMinor, reward.currency] : [reward.percent]), productIds]);

/** In a payout: counted by its own terms, whatever the rules would have now. */
function kept(stored: Stored, expected: Expected | null): Change {
  const { terms, fact, decision, currency } = stored;
  const counted = terms === null || fact === null ? null : earnedOf(terms, fact);
  const standing = counted?.earnings ?? (terms === null ? 0n : stored.earnings);
  const earnings = voidedAs(decision) ? 0n : standing;
  const amount = earnings - stored.earnings;
  const reason = decidedWords(stored) ?? `${leftWords(stored, amount)} after it was paid`;
  const bookings = amount === 0n ? [] : [booking(amount < 0n ? 'clawback' : 'correction', amount, currency, reason)];
  const flags = expected?.flags.filter((flag) => flag !== 'unconverted') ?? [];
  return {
    ...{ stored, expected, terms, currency, flags, earnings, bookings, quantity: stored.quantity },
    base: counted?.base ?? stored.base,
    status: statusOf({ ...stored, flags, earnings }),
    proposal: voidedAs(decision) ? null : proposalFor(stored, expected, standing),
  };
}

/** Terms that would alter what was paid, unless somebody dismissed the very same. */
function proposalFor(stored: Stored, expected: Expected | null, standing: bigint): Proposed | null {
  const found = alteration(stored, expected);
  if (found === null || found.earnings === standing || stored.dismissed.has(digestOf(found.terms))) return null;
  return found;
}

function alteration({ terms, currency }: Stored, expected: Expected | null): Proposed | null {
  if (expected === null)
    return terms === null ? null : { terms: null, earnings: 0n, reason: whyChanged(terms, null) ?? '', moves: true };
  if (expected.currency !== currency) return null;
  // A rate of another day alters nothing that was paid.
  const wanted = terms === null ? expected.terms : { ...expected.terms, rate: terms.rate };
  const reason = whyChanged(terms, wanted);
  if (reason === null) return null;
  const moves = terms === null || creditOf(terms) !== creditOf(wanted);
  return { terms: wanted, earnings: earnedOf(wanted, expected.fact).earnings, reason, moves };
}

/** Of the terms without their version: the same are not proposed twice. */
export const digestOf = (terms: CountedTerms | null): string =>
  hash('md5', terms === null ? '' : `${creditOf(terms)} ${rewardOf(terms)}`, 'base64url');

/** Of a sale whose paid commission is in question, nothing new is paid before that is decided. */
function reassigned({ stored, flags, terms, earnings }: Change, disputed: ReadonlySet<string>) {
  if (!stored || stored.inPayout || terms === null || !disputed.has(sourceOf(stored))) return {};
  const marked: CommissionFlag[] = [...flags, 'reassigned'];
  return { flags: marked, status: statusOf({ ...stored, terms, flags: marked, earnings }) };
}

const booking = (kind: LineKind, amount: bigint, currency: string, reason: string): Booking => ({
  ...{ kind, amount, currency, reason },
});
