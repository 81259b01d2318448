import type { Mode } from '@/lib/reports/types';

const BASE = '/attribution/partners';

export const partnerHref = (id: string, mode: Mode): string => `${BASE}/${id}${mode === 'test' ? '?mode=test' : ''}`;

/** The commissions that make up a figure. */
export function commissionsHref(filter: Record<string, string>, mode: Mode): string {
  const search = new URLSearchParams({ ...filter, ...(mode === 'test' ? { mode } : {}) });
  return `${BASE}/commissions?${search}`;
}

export const payoutHref = (id: string): string => `${BASE}/payouts/${id}`;
