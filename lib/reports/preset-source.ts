import { z } from 'zod';
import type { Day } from '@/lib/calendar/days';
import { presetRows } from '@/lib/definitions/preset-rows';
import type { Definitions } from '@/lib/definitions/presets';
import { AppError } from '@/lib/errors';
import type { Metric } from '@/lib/metrics/metric';
import { type Computed, plain } from '@/lib/metrics/raw-points';
import type { Scope, UnconvertedSum } from '@/lib/metrics/scope';
import type { Leg } from './explain-legs';
import { fromSpan, type RowContext } from './explain-row';

/**
 * The rows of MRR under other definitions, and the point that they sum to: both from one fold of the workspace. Throws
 * `bad_request` for other metrics.
 */
export async function presetSource(
  { label, formula }: Metric,
  scope: Scope,
  definitions: Definitions,
  day: Day,
  context: RowContext,
): Promise<{ computed: Computed; legs: Leg[] }> {
  if (formula.kind !== 'mrr')
    throw new AppError(
      'bad_request',
      `preset: the rows of ${label} are kept under the workspace's own definitions only.`,
      'preset',
    );
  const times = BigInt(formula.times);
  const spans = await presetRows(scope, definitions, day);
  const unconverted = new Map<string, UnconvertedSum>();
  let total = 0n;
  const rows = spans.map((span, index) => {
    const row = fromSpan(span, context, day, times, 'value');
    if (row.value !== null) total += BigInt(row.value);
    else {
      const { minor, count } = unconverted.get(span.currency) ?? { minor: 0n, count: 0n };
      unconverted.set(span.currency, { minor: minor + span.minor, count: count + 1n });
    }
    return { row, key: [String(index + 1)] };
  });
  const point = plain(total);
  const leg: Leg = {
    keyShape: z.tuple([z.string().regex(/^\d{1,9}$/)]),
    read: async (key, limit) => rows.slice(Number(key?.[0] ?? 0), Number(key?.[0] ?? 0) + limit),
  };
  return { computed: { series: [{ key: '', points: [point], total: point }], unconverted }, legs: [leg] };
}
