import type { Account } from '@/lib/reports/types';

/** A revenue figure is never bare: its label says what became of the Stripe fees. */
export function revenueLabel(name: string, feeHandling: Account['feeHandling'], knownFees: number | null): string {
  if (feeHandling === 'gross') return `${name}, before Stripe fees`;
  return knownFees ? `${name}, net of Stripe fees` : `${name}, Stripe fees unknown`;
}
