import type { PaybackRow } from '@/lib/reports/load-payback';

type Reached = Pick<PaybackRow, 'spend' | 'recovered' | 'paybackDay' | 'fellBackOn'>;

/** "Day 120", or how much of the spend is back. */
export function paybackText({ spend, recovered, paybackDay }: Reached, percent: (share: number) => string): string {
  if (paybackDay !== null) return `Day ${paybackDay}`;
  return spend === 0 ? 'No spend' : `${percent(recovered / spend)} recovered`;
}

/** What has to be said beside a day that was reached. */
export const paybackNote = ({ fellBackOn }: Reached): string | null =>
  fellBackOn === null ? null : `Reached, fell back below on D${fellBackOn}`;
