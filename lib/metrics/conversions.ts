import { flowSums } from './flow-sums';
import { add, type Computed, plain, type RawSeries, seriesOf } from './raw-points';
import { type Scope, SumTable } from './scope';
import { addTold } from './told-sums';

/** Where leads come from: told by the app, or derived from what Stripe tells of trials, Payment Links and customers. */
export const LEAD_PARTS = ['manual', 'trial', 'checkout', 'customer'] as const;
export const SALE_PARTS = ['stripe', 'tracked'] as const;

export async function clicks(scope: Scope): Promise<Computed> {
  const table = new SumTable();
  await addTold(table, scope, 'clicks', () => 'clicks');
  return counted(scope, table, ['clicks'], false);
}

/** `only`: of one of the parts. */
export async function leads(scope: Scope, only: string | null): Promise<Computed> {
  const table = new SumTable();
  await addTold(table, scope, 'leads', (part) => part);
  return counted(scope, table, only === null ? LEAD_PARTS : [only], only === null);
}

/** Stripe's sales, and those that only the app told of. */
export async function sales(scope: Scope, only: string | null): Promise<Computed> {
  const table = only === 'tracked' ? new SumTable() : await flowSums(scope, ['sale']);
  if (only !== 'stripe') await addTold(table, scope, 'tracked', () => 'tracked');
  return counted(scope, table, only === null ? SALE_PARTS : [only], only === null);
}

function counted(scope: Scope, table: SumTable, parts: readonly string[], named: boolean): Computed {
  const count = (key: string, part: string, buckets: readonly number[]) =>
    add(buckets.map((bucket) => table.get(key, part === 'stripe' ? 'sale' : part, bucket).quantity));
  const all = scope.buckets.map((_, index) => index + 1);
  const series = seriesOf(scope, table.series()).map((key): RawSeries => {
    const at = (buckets: readonly number[]) => {
      const counts = parts.map((part) => [part, count(key, part, buckets)] as const);
      return plain(add(counts.map(([, value]) => value)), named ? Object.fromEntries(counts) : undefined);
    };
    return { key, points: all.map((bucket) => at([bucket])), total: at(all) };
  });
  return { series: series.filter(({ key, total }) => key === '' || total.value !== 0n), unconverted: new Map() };
}
