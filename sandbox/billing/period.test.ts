import { expect, test } from 'vitest';
import type { Recurring } from '../objects/price';
import { addIntervals, nextBoundary } from './period';

const at = (date: string) => Date.parse(`${date}T00:00:00Z`) / 1000;
const dateOf = (seconds: number) => new Date(seconds * 1000).toISOString().slice(0, 10);
const every = (interval: Recurring['interval'], interval_count = 1): Recurring => ({
  interval,
  interval_count,
  meter: null,
  trial_period_days: null,
  usage_type: 'licensed',
});

test('the 31st becomes the last day of shorter months and comes back', () => {
  const dates: string[] = [];
  for (let start = at('2024-01-31'); dates.length < 5; ) {
    start = nextBoundary(at('2024-01-31'), start, every('month'));
    dates.push(dateOf(start));
  }
  expect(dates).toEqual(['2024-02-29', '2024-03-31', '2024-04-30', '2024-05-31', '2024-06-30']);
});

test('quarters, fortnights and leap years', () => {
  expect(dateOf(addIntervals(at('2024-11-30'), every('month', 3), 1))).toBe('2025-02-28');
  expect(dateOf(addIntervals(at('2024-12-25'), every('week', 2), 2))).toBe('2025-01-22');
  expect(dateOf(nextBoundary(at('2024-02-29'), at('2027-02-28'), every('year')))).toBe('2028-02-29');
});
