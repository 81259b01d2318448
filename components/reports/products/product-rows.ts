import type { MetricResult } from '@/lib/reports/types';

/** Stripe fees are not spread over products: under net of fees a row of their own carries them. */
export const FEES_KEY = 'stripe_fees';

export interface ProductRow {
  key: string;
  label: string;
  revenue: number | null;
  share: number | null;
  orders: number | null;
  buyers: number | null;
  units: number | null;
}

interface ProductFigures {
  revenue: MetricResult;
  orders: MetricResult;
  buyers: MetricResult | null;
}

/** One row per product over the three metrics; a product without an order in the range keeps its other figures. */
export function productRows({ revenue, orders, buyers }: ProductFigures): ProductRow[] {
  const known = new Map([...revenue.series, ...orders.series].map(({ key, label }) => [key, label]));
  const total = (result: MetricResult | null, key: string) =>
    result?.series.find((one) => one.key === key)?.total ?? null;
  const whole = revenue.total.value;
  return [...known].map(([key, label]) => {
    const own = total(revenue, key);
    const value = own?.value ?? null;
    return {
      key,
      label,
      revenue: value,
      share: value === null || !whole ? null : value / whole,
      orders: total(orders, key)?.value ?? null,
      buyers: total(buyers, key)?.value ?? null,
      units: key === FEES_KEY ? null : (total(orders, key)?.parts?.units ?? own?.parts?.units ?? null),
    };
  });
}

/** Under net of fees the fees are the last row whatever the order; products come before it. */
export function feesLast(rows: ProductRow[]): ProductRow[] {
  return [...rows.filter(({ key }) => key !== FEES_KEY), ...rows.filter(({ key }) => key === FEES_KEY)];
}
