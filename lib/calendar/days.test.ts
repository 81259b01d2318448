import fc from 'fast-check';
import { DateTime } from 'luxon';
import { describe, expect, test } from 'vitest';
import {
  addDays,
  addMonths,
  bucketStart,
  buckets,
  dayOf,
  daysBetween,
  type Interval,
  isTimeZone,
  startOfDay,
} from './days';

const NEW_YORK = 'America/New_York';
const HOUR = 3_600_000;

describe('days of a zone', () => {
  const charge = new Date('2026-03-01T04:30:00Z');

  test('B0-7 2026-03-01T04:30Z falls in February in New York', () => {
    expect(dayOf(charge, NEW_YORK)).toBe('2026-02-28');
    expect(bucketStart(dayOf(charge, NEW_YORK), 'month', 'monday')).toBe('2026-02-01');
  });

  test('B0-8 the same charge falls in March in UTC and in Tokyo', () => {
    for (const zone of ['UTC', 'Asia/Tokyo']) expect(dayOf(charge, zone)).toBe('2026-03-01');
  });

  test('B0-9 8 March 2026 has 23 hours in New York, each in exactly one day', () => {
    const [start, end] = [startOfDay('2026-03-08', NEW_YORK), startOfDay('2026-03-09', NEW_YORK)];
    expect((end.getTime() - start.getTime()) / HOUR).toBe(23);
    for (let at = start.getTime(); at < end.getTime(); at += HOUR / 4)
      expect(dayOf(new Date(at), NEW_YORK)).toBe('2026-03-08');
    expect(dayOf(new Date(start.getTime() - 1), NEW_YORK)).toBe('2026-03-07');
    expect(dayOf(end, NEW_YORK)).toBe('2026-03-09');
  });

  test('F27 a day whose midnight does not exist begins when the clock jumps to', () => {
    // Lebanon moves its clocks at midnight.
    const start = startOfDay('2026-03-29', 'Asia/Beirut');
    expect(dayOf(start, 'Asia/Beirut')).toBe('2026-03-29');
    expect(dayOf(new Date(start.getTime() - 1), 'Asia/Beirut')).toBe('2026-03-28');
  });

  test('F27 every instant lies in its own day, in every zone', () => {
    const zone = fc.constantFrom(
      NEW_YORK,
      'Asia/Tokyo',
      'Asia/Kathmandu',
      'Pacific/Apia',
      'Australia/Lord_Howe',
      'UTC',
      'Asia/Beirut',
    );
    const instant = fc.date({ min: new Date('2012-01-01'), max: new Date('2035-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(instant, zone, (at, where) => {
        const day = dayOf(at, where);
        return startOfDay(day, where) <= at && at < startOfDay(addDays(day, 1), where);
      }),
      { numRuns: 1000 },
    );
  });

  test('zones are IANA names', () => {
    expect(['Europe/Berlin', 'UTC', 'Mars/Olympus', ''].map(isTimeZone)).toEqual([true, true, false, false]);
  });
});

describe('buckets', () => {
  test('weeks begin on Monday or on Sunday', () => {
    expect(bucketStart('2026-03-01', 'week', 'monday')).toBe('2026-02-23');
    expect(bucketStart('2026-03-01', 'week', 'sunday')).toBe('2026-03-01');
  });

  test.each([
    ['month', '2026-05-01'],
    ['quarter', '2026-04-01'],
    ['year', '2026-01-01'],
  ] satisfies [Interval, string][])('the %s of 17 May 2026 begins on %s', (interval, start) => {
    expect(bucketStart('2026-05-17', interval, 'monday')).toBe(start);
  });

  test('F27 months later clamp to the month’s end, 29 February included', () => {
    expect(addMonths('2026-01-31', 1)).toBe('2026-02-28');
    expect(addMonths('2028-01-31', 1)).toBe('2028-02-29');
    expect(addMonths('2028-02-29', 12)).toBe('2029-02-28');
  });

  test('F27 the buckets of a range tile it without gap or overlap, each day in the bucket it begins', () => {
    const day = fc.integer({ min: 0, max: 4000 }).map((offset) => addDays('2020-01-01', offset));
    const interval = fc.constantFrom<Interval>('day', 'week', 'month', 'quarter', 'year');
    fc.assert(
      fc.property(
        day,
        fc.integer({ min: 1, max: 800 }),
        interval,
        fc.constantFrom('monday', 'sunday'),
        (from, length, by, weekStart) => {
          const to = addDays(from, length);
          const found = buckets(from, to, by, weekStart);
          expect(found[0]?.start).toBe(from);
          expect(found.at(-1)?.end).toBe(to);
          for (const [index, { start, end }] of found.entries()) {
            expect(daysBetween(start, end)).toBeGreaterThan(0);
            if (index > 0) expect(found[index - 1]?.end).toBe(start);
            expect(bucketStart(addDays(end, -1), by, weekStart)).toBe(bucketStart(start, by, weekStart));
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

test('months later and earlier are those of luxon, at the ends of months and in leap years too', () => {
  const day = fc
    .date({ min: new Date('1901-01-01'), max: new Date('2120-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString().slice(0, 10));
  fc.assert(
    fc.property(day, fc.integer({ min: -1000, max: 1000 }), (from, count) => {
      expect(addMonths(from, count)).toBe(DateTime.fromISO(from, { zone: 'UTC' }).plus({ months: count }).toISODate());
    }),
    { numRuns: 2000 },
  );
});
