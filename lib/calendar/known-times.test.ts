import { expect, test } from 'vitest';
import { knownDay, knownInstant, knownTime } from './known-times';

test.each(['0000-01-01', '0001-01-01', '1999-12-31', '2200-01-01', '9999-12-31'])('%s is refused', (day) => {
  for (const shape of [knownDay(), knownTime()])
    expect(shape.safeParse(day).error?.issues[0]?.message).toBe('must lie between 2000 and 2200.');
});

test('an instant is held to the same years, whatever its offset', () => {
  for (const text of ['9999-12-31T23:59:59-14:00', '0001-01-01T00:00:00+14:00', '1999-12-31T23:59:59Z'])
    for (const shape of [knownInstant(), knownTime()]) expect(shape.safeParse(text).success, text).toBe(false);
  expect(knownInstant().parse('2026-01-31T10:00:00+02:00')).toBe('2026-01-31T10:00:00+02:00');
  expect(knownDay('is no day').safeParse('2026-02-30').error?.issues[0]?.message).toBe('is no day');
  expect(knownTime('is no time').safeParse('yesterday').error?.issues[0]?.message).toBe('is no time');
});
