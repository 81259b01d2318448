import { describe, expect, test } from 'vitest';
import { findQuiet } from './find-quiet';

const HOUR = 3_600_000;
const start = Date.parse('2026-06-01T00:00:00Z'); // a Monday
const at = (hours: number) => new Date(start + hours * HOUR);

/** Hours of fourteen days that fit, up to the last of them. */
const rhythm = (fits: (hour: number) => boolean) =>
  Array.from({ length: 14 * 24 }, (_, hour) => hour)
    .filter(fits)
    .map(at);

const silentFor = (hours: readonly Date[], silence: number) => {
  const last = hours.at(-1) ?? at(0);
  return findQuiet(hours, last, new Date(last.getTime() + silence * HOUR));
};

describe('an account is quiet compared with its own rhythm', () => {
  test('a busy one after five hours', () => {
    const busy = rhythm(() => true);
    expect(silentFor(busy, 5)).toBeNull();
    expect(silentFor(busy, 6)).toEqual({ since: at(335), hours: 6, usualHours: 1 });
  });

  test('one that sells by day is not quiet at night', () => {
    const byDay = rhythm((hour) => hour % 24 >= 8 && hour % 24 < 20);
    expect(silentFor(byDay, 13)).toBeNull();
    expect(silentFor(byDay, 65)).toBeNull();
    expect(silentFor(byDay, 66)).toMatchObject({ usualHours: 13 });
  });

  test('a weekend that it had before raises no alarm', () => {
    const workdays = rhythm((hour) => hour % 24 >= 9 && hour % 24 < 17 && Math.floor(hour / 24) % 7 < 5);
    expect(silentFor(workdays, 64)).toBeNull();
  });

  test('one that sells every second day has time', () => {
    const rare = rhythm((hour) => hour % 24 === 12);
    expect(silentFor(rare, 100)).toBeNull();
    expect(silentFor(rare, 121)).toMatchObject({ usualHours: 24 });
  });

  test('what was long ago is no rhythm of today', () => {
    const before = Array.from({ length: 200 }, (_, hour) => at(hour - 24 * 60));
    expect(silentFor([...before, ...rhythm((hour) => hour % 24 === 12)], 100)).toBeNull();
  });

  test.each([
    ['no event', []],
    ['one event', [at(0)]],
    ['a single busy day', Array.from({ length: 24 }, (_, hour) => at(hour))],
    ['a few events in a week', [at(0), at(40), at(90), at(150)]],
  ])('%s is no rhythm', (_, hours) => {
    expect(silentFor(hours, 10_000)).toBeNull();
  });
});
