import { DateTime } from 'luxon';
import { seededRandom } from './seeded-random';

export type StoryRate = { day: string; base: string; quote: string; rate: string };

type Wander = { base: string; quote: string; middle: number; reach: number; digits: number };

const pairs: readonly Wander[] = [
  { base: 'eur', quote: 'usd', middle: 1.1, reach: 0.05, digits: 4 },
  { base: 'usd', quote: 'jpy', middle: 150, reach: 9.5, digits: 2 },
  { base: 'usd', quote: 'isk', middle: 135, reach: 5, digits: 2 },
];

/**
 * Daily rates of both days and all between, on weekdays only, as the ECB publishes them. A day's rate depends on
 * nothing but the day, so any two ranges agree where they overlap.
 */
export function storyRates(from: Date, until: Date): StoryRate[] {
  const last = DateTime.fromJSDate(until, { zone: 'utc' }).startOf('day');
  const rates: StoryRate[] = [];
  for (let day = DateTime.fromJSDate(from, { zone: 'utc' }).startOf('day'); day <= last; day = day.plus({ days: 1 })) {
    if (day.weekday > 5) continue;
    for (const pair of pairs) rates.push(rateOn(day, pair));
  }
  return rates;
}

function rateOn(day: DateTime, pair: Wander): StoryRate {
  const date = day.toFormat('yyyy-MM-dd');
  const dayNumber = Math.floor(day.toSeconds() / 86_400);
  const wave = 0.6 * Math.sin(dayNumber / 83) + 0.25 * Math.sin(dayNumber / 29 + 1.3);
  const jitter = 0.15 * (2 * seededRandom(`${pair.base}${pair.quote} ${date}`).next() - 1);
  const rate = pair.middle + pair.reach * (wave + jitter);
  return { day: date, base: pair.base, quote: pair.quote, rate: rate.toFixed(pair.digits) };
}
