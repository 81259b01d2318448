import { formatMoney } from '@/lib/money/format';
import type { Unit } from '@/lib/reports/types';

/** What a number on screen is: enough to print it. */
export interface FigureKind {
  unit: Unit;
  currency: string;
}

export interface FigureOptions {
  locale?: string;
  compact?: boolean;
  /** Always show + or −. */
  sign?: boolean;
}

/** A figure as a person reads it; "–" when it has no value. A ratio of 0.19 is "19.0%". */
export function formatFigure(value: number | null, kind: FigureKind, options: FigureOptions = {}): string {
  if (value === null) return '–';
  const { locale = 'en-US', compact = false, sign = false } = options;
  // Axis ticks fall between minor units; the figures themselves are already whole.
  if (kind.unit === 'money') return formatMoney(Math.round(value), kind.currency, { locale, compact, sign });
  return new Intl.NumberFormat(locale, {
    signDisplay: sign ? 'exceptZero' : 'auto',
    ...(compact ? { notation: 'compact' } : {}),
    ...DIGITS[kind.unit],
  }).format(value);
}

const DIGITS: Record<Exclude<Unit, 'money'>, Intl.NumberFormatOptions> = {
  count: { maximumFractionDigits: 0 },
  number: { minimumFractionDigits: 2, maximumFractionDigits: 2 },
  ratio: { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 },
};
