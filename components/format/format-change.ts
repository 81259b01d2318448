import type { Unit } from '@/lib/reports/types';
import { type FigureKind, type FigureOptions, formatFigure } from './format-figure';

export interface Change {
  /** Positive when the figure rose. */
  delta: number;
  text: string;
}

/** How a figure moved: "+$120.00 (+4.2%)"; a ratio moves in points. Null when either side has no value. */
export function describeChange(
  value: number | null,
  base: number | null,
  kind: FigureKind,
  options: FigureOptions = {},
): Change | null {
  if (value === null || base === null) return null;
  const delta = value - base;
  const signed = { ...options, sign: true };
  if (kind.unit === 'ratio') return { delta, text: `${points(delta * 100, signed)} pts` };
  const amount = formatFigure(delta, kind, signed);
  // A rise from nothing, or across zero, has no meaningful percentage.
  if (base <= 0) return { delta, text: amount };
  return { delta, text: `${amount} (${formatFigure(delta / base, { ...kind, unit: RATIO }, signed)})` };
}

const RATIO: Unit = 'ratio';

function points(value: number, { locale = 'en-US' }: FigureOptions): string {
  return new Intl.NumberFormat(locale, {
    signDisplay: 'exceptZero',
    minimumFractionDigits: 1,
    maximumFractionDigits: 1,
  }).format(value);
}
