import { expect, test } from 'vitest';
import { timeLeft } from './time-left';

const at = (day: string) => new Date(`${day}T00:00:00Z`);
const reading = {
  phase: 'history',
  objects: 1000n,
  counted: null,
  busyMs: 10_000n,
  startedAt: at('2026-01-11'),
  cursorCreated: at('2026-01-09'),
};

test('the part that is read is that of the time that is read, and counting comes on top', () => {
  // Two of ten days in ten seconds: forty more, and fifty to count.
  expect(timeLeft(reading, at('2026-01-01'))).toEqual({ perSecond: 100, secondsLeft: 90 });
  expect(timeLeft({ ...reading, phase: 'counting', counted: 500n, busyMs: 15_000n }, at('2026-01-01'))).toEqual({
    perSecond: 100,
    secondsLeft: 5,
  });
});

test('without anything to go by nothing is claimed', () => {
  expect(timeLeft(reading, null)).toEqual({ perSecond: 100, secondsLeft: null });
  expect(timeLeft({ ...reading, phase: 'waiting', objects: 0n, busyMs: 0n }, null)).toEqual({
    perSecond: null,
    secondsLeft: null,
  });
  expect(timeLeft({ ...reading, phase: 'done', counted: 1000n, busyMs: 20_000n }, null).secondsLeft).toBe(0);
});
