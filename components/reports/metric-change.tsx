import type { MetricResult } from '@/lib/reports/types';
import { formatRange } from '../format/format-period';
import { ChangeBadge } from './change-badge';

/** The change of a metric over its range; nothing when no comparison was asked for. */
export function MetricChange({ result, goodWhen }: { result: MetricResult; goodWhen: 'up' | 'down' }) {
  const { comparison } = result;
  if (!comparison) return null;
  return (
    <ChangeBadge
      value={result.total.value}
      base={comparison.total.value}
      kind={result}
      goodWhen={goodWhen}
      against={formatRange(comparison.from, comparison.to)}
    />
  );
}
