import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, addMonths, type Day } from '@/lib/calendar/days';
import { splitAt } from './grains';

test('a year of months that is still running is read as months and the days of the last', () => {
  const edges = ['0001-01-01', '2025-01-01', '2025-02-01', '2025-03-01', '2025-03-12'];
  expect(splitAt(edges)).toEqual({
    months: [{ from: '0001-01-01', to: '2025-03-01' }],
    days: [{ from: '2025-03-01', to: '2025-03-12' }],
  });
});

test('a month with an edge inside it is read as days', () => {
  expect(splitAt(['2025-01-01', '2025-02-10', '2025-04-01'])).toEqual({
    months: [
      { from: '2025-01-01', to: '2025-02-01' },
      { from: '2025-03-01', to: '2025-04-01' },
    ],
    days: [{ from: '2025-02-01', to: '2025-03-01' }],
  });
});

test('weeks are days, in one piece', () => {
  expect(splitAt(['2025-01-27', '2025-02-03', '2025-02-10'])).toEqual({
    months: [],
    days: [{ from: '2025-01-27', to: '2025-02-10' }],
  });
});

test('whatever the edges, every day is read once and no piece crosses one', () => {
  const day = fc.integer({ min: 0, max: 1200 }).map((offset) => addDays('2023-12-20', offset));
  fc.assert(
    fc.property(fc.uniqueArray(day, { minLength: 2, maxLength: 20 }), (drawn) => {
      const edges = drawn.sort();
      const { months, days } = splitAt(edges);
      const read = [
        ...months.flatMap((range) => pieces(range, (from) => addMonths(from, 1))),
        ...days.flatMap((range) => pieces(range, (from) => addDays(from, 1))),
      ].sort((a, b) => (a.from < b.from ? -1 : 1));
      expect(read[0]?.from).toBe(edges[0]);
      expect(read.at(-1)?.to).toBe(edges.at(-1));
      for (const [index, { to }] of read.slice(0, -1).entries()) expect(read[index + 1]?.from).toBe(to);
      for (const { from, to } of read) expect(edges.filter((edge) => edge > from && edge < to)).toEqual([]);
    }),
  );
});

function pieces({ from, to }: { from: Day; to: Day }, next: (day: Day) => Day): { from: Day; to: Day }[] {
  const found = [];
  for (let start = from; start < to; start = next(start)) found.push({ from: start, to: next(start) });
  return found;
}
