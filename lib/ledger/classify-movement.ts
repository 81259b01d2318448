export const MOVEMENT_KINDS = ['new', 'expansion', 'contraction', 'churn', 'reactivation'] as const;
export type MovementKind = (typeof MOVEMENT_KINDS)[number];

/**
 * Names the step between two customer MRR levels of one currency (definitions B2); null when nothing moved.
 * `paidBefore`: the customer has had MRR in this currency before.
 */
export function classifyMovement(before: bigint, after: bigint, paidBefore: boolean): MovementKind | null {
  if (after === before) return null;
  if (before === 0n) return paidBefore ? 'reactivation' : 'new';
  if (after === 0n) return 'churn';
  return after > before ? 'expansion' : 'contraction';
}
