import { expect, test } from 'vitest';
import { cursorInstant } from './cursor-instant';

test('an instant of a cursor is one that PostgreSQL wrote and takes again', () => {
  const taken = (text: string) => cursorInstant.safeParse(text).success;
  const known = ['2026-03-10 09:30:00+00', '2026-03-10 09:30:00.123456-03:30', '2024-02-29 00:00:00+14'];
  expect(known.filter((text) => !taken(text))).toEqual([]);
  const nonsense = [
    'x',
    '',
    'now',
    'infinity',
    '2026-13-01 00:00:00+00',
    '2025-02-29 00:00:00+00',
    '2026-03-10 24:00:00+00',
  ];
  const odd = ['2026-03-10 09:30:00+23', '0000-01-01 00:00:00+00', '2026-03-10 09:30:00', '2026-03-10 09:30:00+00 '];
  expect([...nonsense, ...odd].filter(taken)).toEqual([]);
});
