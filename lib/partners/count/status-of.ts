import type { CommissionFlag, CommissionStatus, CountedTerms, Decision } from '../types';

/** What a commission's status follows from. */
export interface Standing {
  /** Null where it is credited no longer. */
  terms: CountedTerms | null;
  decision: Decision | null;
  flags: readonly CommissionFlag[];
  earnings: bigint;
  /** Some of its lines are in a payout; `wasPaid`: in one that was paid. */
  inPayout: boolean;
  wasPaid: boolean;
  livemode: boolean;
}

/** Decisions after which a commission earns nothing, and is called by them. */
const VOIDING = ['fraud', 'duplicate', 'cancelled'] as const;

export const voidedAs = (decision: Decision | null) => VOIDING.find((one) => one === decision) ?? null;

/** Whether somebody has to say of them that they are unfounded. */
const isDoubtful = (flags: readonly CommissionFlag[]) =>
  flags.some((flag) => flag !== 'unconverted' && flag !== 'reassigned');

/** Whether nothing but an open proposal holds a commission, which no decision about itself can end. */
export const awaitsProposal = ({ decision, flags }: Pick<Standing, 'decision' | 'flags'>): boolean =>
  flags.includes('reassigned') && decision !== 'hold' && voidedAs(decision) === null && !isDoubtful(flags);

/** The status that facts and decisions come to. */
export function statusOf(standing: Standing): CommissionStatus {
  const { terms, decision, flags, earnings, inPayout, wasPaid, livemode } = standing;
  const voided = voidedAs(decision);
  if (voided) return voided;
  if (wasPaid) return 'paid';
  if (inPayout) return 'approved';
  if (terms === null) return 'cancelled';
  if (decision === 'hold' || flags.includes('reassigned')) return 'hold';
  const isCleared = decision === 'approved' || decision === 'released';
  if (!isCleared && isDoubtful(flags)) return 'hold';
  if (flags.includes('unconverted')) return 'pending';
  if (earnings === 0n) return 'refunded';
  return livemode && (decision === 'approved' || decision === 'matured') ? 'approved' : 'pending';
}
