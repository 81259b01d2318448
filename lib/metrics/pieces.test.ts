import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addMonths, type Day, daysBetween } from '@/lib/calendar/days';
import { type Piece, piecesBetween } from './pieces';

const piece = (grain: Piece['grain'], from: Day, to: Day, sign: Piece['sign'] = 1): Piece => ({
  grain,
  from,
  to,
  sign,
});

test('a year of months that is still running is read as longer periods before it, and the running month less its rest', () => {
  const starts = ['0001-01-01', '2025-04-01', '2025-05-01', '2025-06-01'];
  expect(piecesBetween([...starts, '2025-06-12'], { running: true })).toEqual([
    piece('year', '0001-01-01', '2025-01-01'),
    piece('quarter', '2025-01-01', '2025-04-01'),
    piece('month', '2025-04-01', '2025-07-01'),
    piece('day', '2025-06-12', '2025-07-01', -1),
  ]);
});

test('a month with an edge inside it is read as days', () => {
  expect(piecesBetween(['2025-01-01', '2025-02-10', '2025-04-05'], { running: false })).toEqual([
    piece('month', '2025-01-01', '2025-02-01'),
    piece('day', '2025-02-01', '2025-03-01'),
    piece('month', '2025-03-01', '2025-04-01'),
    piece('day', '2025-04-01', '2025-04-05'),
  ]);
});

test('weeks are days, in one piece', () => {
  expect(piecesBetween(['2025-01-27', '2025-02-03', '2025-02-10'], { running: true })).toEqual([
    piece('day', '2025-01-27', '2025-02-10'),
  ]);
});

test('whatever the edges, every day counts once, for the bucket it is in', () => {
  const day = fc.integer({ min: 0, max: 1200 }).map((offset) => addDays('2023-12-20', offset));
  fc.assert(
    fc.property(fc.uniqueArray(day, { minLength: 2, maxLength: 20 }), fc.boolean(), (drawn, running) => {
      const edges = drawn.sort();
      const bucketOf = (of: Day) => edges.slice(0, -1).findLastIndex((edge) => edge <= of);
      const counts = new Map<Day, number>();
      for (const { grain, from, to, sign } of piecesBetween(edges, { running })) {
        for (let row = from; row < to; row = NEXT[grain](row)) {
          for (let each = row; each < NEXT[grain](row); each = addDays(each, 1)) {
            counts.set(each, (counts.get(each) ?? 0) + sign);
            expect(bucketOf(each)).toBe(bucketOf(row));
          }
        }
      }
      for (const [each, count] of counts)
        expect([each, count]).toEqual([each, each >= (edges[0] ?? '') && each < (edges.at(-1) ?? '') ? 1 : 0]);
      expect([...counts.values()].filter(Boolean)).toHaveLength(daysBetween(edges[0] ?? '', edges.at(-1) ?? ''));
    }),
    { numRuns: 60 },
  );
});

const NEXT: Record<Piece['grain'], (day: Day) => Day> = {
  day: (day) => addDays(day, 1),
  month: (day) => addMonths(day, 1),
  quarter: (day) => addMonths(day, 3),
  year: (day) => addMonths(day, 12),
};
