import { describe, expect, test } from 'vitest';
import { describeChange } from './format-change';
import { formatFigure } from './format-figure';
import { formatInstant } from './format-instant';
import { formatPeriod, formatPeriodShort, formatRange } from './format-period';

const usd = { unit: 'money', currency: 'usd' } as const;
const ratio = { unit: 'ratio', currency: 'usd' } as const;

describe('figures', () => {
  test('money is exact, compact on an axis, and signed when asked', () => {
    expect(formatFigure(4474000, usd)).toBe('$44,740.00');
    expect(formatFigure(1240000, usd, { compact: true })).toBe('$12.4K');
    expect(formatFigure(-4000, usd, { sign: true })).toBe('-$40.00');
  });

  test('money follows the locale of the viewer', () => {
    expect(formatFigure(123456, { unit: 'money', currency: 'eur' }, { locale: 'de-DE' })).toBe('1.234,56\u00a0€');
  });

  test('B2-9 a figure without a value is a dash, not zero', () => {
    expect(formatFigure(null, ratio)).toBe('–');
    expect(formatFigure(0, ratio)).toBe('0.0%');
  });
});

describe('changes', () => {
  test('an amount moves by an amount and a percentage, a ratio by points', () => {
    expect(describeChange(110, 100, { unit: 'count', currency: 'usd' })?.text).toBe('+10 (+10.0%)');
    expect(describeChange(0.19, 0.13, ratio)?.text).toBe('+6.0 pts');
  });

  test('a rise from nothing has no percentage, and a missing base no change', () => {
    expect(describeChange(5000, 0, usd)?.text).toBe('+$50.00');
    expect(describeChange(5000, null, usd)).toBeNull();
  });
});

describe('dates in words', () => {
  test('a range is named by its last day, not by its exclusive end', () => {
    expect(formatRange('2026-03-01', '2026-04-01')).toBe('1–31 Mar 2026');
    expect(formatRange('2025-12-20', '2026-01-03')).toBe('20 Dec 2025 – 2 Jan 2026');
    expect(formatRange('2026-03-01', '2026-03-02')).toBe('1 Mar 2026');
  });

  test('buckets carry the name of their interval', () => {
    expect(formatPeriod('2026-03-01', '2026-04-01', 'month')).toBe('Mar 2026');
    expect(formatPeriod('2026-04-01', '2026-07-01', 'quarter')).toBe('Q2 2026');
    expect(formatPeriod('2026-03-09', '2026-03-16', 'week')).toBe('9–15 Mar 2026');
    expect(formatPeriodShort('2026-03-09', 'day')).toBe('9 Mar');
  });

  test('an instant is told in the zone of the workspace', () => {
    expect(formatInstant('2026-09-01T04:30:00Z', 'America/New_York')).toBe('00:30, 1 Sep 2026');
  });
});
