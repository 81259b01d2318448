import { DateTime } from 'luxon';
import { expect, test } from 'vitest';
import { DATE_PRESETS } from './date-presets';

const today = DateTime.fromISO('2026-03-05', { zone: 'America/New_York' });
const span = (key: string) => DATE_PRESETS.find((preset) => preset.key === key)?.span(today);

test('presets end after today, which is the exclusive end', () => {
  expect(span('d')).toEqual({ from: '2026-03-05', to: '2026-03-06', interval: 'day' });
  expect(span('w')).toEqual({ from: '2026-02-27', to: '2026-03-06', interval: 'day' });
  expect(span('3')).toEqual({ from: '2026-01-01', to: '2026-03-06', interval: 'week' });
});

test('the default range leaves the address bar empty, so that a saved link keeps rolling', () => {
  expect(span('y')).toBeNull();
});

test('no two presets share a key', () => {
  expect(new Set(DATE_PRESETS.map(({ key }) => key)).size).toBe(DATE_PRESETS.length);
});

test('all time begins with the first day that has data, in steps that can be told apart', () => {
  const all = DATE_PRESETS.find(({ key }) => key === 'a');
  expect(all?.span(today, '2024-02-01')).toEqual({ from: '2024-02-01', to: '2026-03-06', interval: 'month' });
  expect(all?.span(today, '2019-02-01')?.interval).toBe('quarter');
  expect(all?.span(today)?.from).toBe('2011-01-01');
});
