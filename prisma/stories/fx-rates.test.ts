import { expect, test } from 'vitest';
import { storyRates } from './fx-rates';

const day = (text: string) => new Date(`${text}T13:00:00Z`);
const rates = storyRates(day('2024-10-01'), day('2026-11-21'));

test('every weekday has one rate of each pair, and no weekend has any', () => {
  const week = storyRates(day('2026-11-16'), day('2026-11-22'));
  expect(week.map((rate) => `${rate.day} ${rate.base}${rate.quote}`)).toEqual(
    ['16', '17', '18', '19', '20'].flatMap((d) => ['eurusd', 'usdjpy', 'usdisk'].map((pair) => `2026-11-${d} ${pair}`)),
  );
});

test('rates wander within the band the story needs, as decimal text', () => {
  const bands: Record<string, [number, number]> = { usd: [1.05, 1.15], jpy: [140, 160], isk: [130, 140] };
  for (const { quote, rate } of rates) {
    expect(rate).toMatch(/^\d+\.\d+$/);
    const [low, high] = bands[quote] ?? [];
    expect(Number(rate)).toBeGreaterThanOrEqual(low ?? 0);
    expect(Number(rate)).toBeLessThanOrEqual(high ?? 0);
  }
  expect(new Set(rates.map((rate) => rate.rate)).size).toBeGreaterThan(500);
});

test('a day has the same rate in whatever range it is asked for', () => {
  const part = storyRates(day('2025-06-01'), day('2025-06-30'));
  expect(rates.filter((rate) => rate.day.startsWith('2025-06'))).toEqual(part);
});
