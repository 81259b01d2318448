import { describe, expect, test } from 'vitest';
import { dueCatchUp, isRefreshDue } from './due';
import { daysUntil } from './list-events';

const now = new Date('2026-06-01T12:00:00Z');
const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

describe('when the list of events is read', () => {
  const calm = { triedAt: ago(30), readAt: ago(30), problem: null, suspectedAt: null };
  test.each([
    ['once at the start of the process, whenever it was last read', { ...calm, triedAt: null }, 'start'],
    ['not again within the hour', calm, null],
    ['every hour', { ...calm, triedAt: ago(60), readAt: ago(60) }, 'hourly'],
    ['not when another process has read it meanwhile', { ...calm, triedAt: ago(90) }, null],
    ['when a delivery was refused or late since it was read', { ...calm, suspectedAt: ago(10) }, 'gap'],
    ['not for a delivery that was refused before', { ...calm, suspectedAt: ago(40) }, null],
    ['not every moment while deliveries are refused', { ...calm, triedAt: ago(3), suspectedAt: ago(1) }, null],
    ['again soon after it could not be read', { ...calm, triedAt: ago(6), problem: 'down' }, 'hourly'],
    ['not at once after it could not be read', { ...calm, triedAt: ago(2), problem: 'down' }, null],
    ['when it was never read to its end', { ...calm, triedAt: ago(6), readAt: null }, 'hourly'],
  ])('%s', (_, standing, reason) => {
    expect(dueCatchUp(standing, now)).toBe(reason);
  });
});

describe('RC-13 when subscriptions are read again', () => {
  const deaf = { triedAt: ago(115), readAt: ago(115), listens: false, deliveredAt: null };
  test.each([
    ['within two hours where no webhook is configured', deaf, true],
    ['not more often', { ...deaf, triedAt: ago(60), readAt: ago(60) }, false],
    ['never read before', { ...deaf, triedAt: null, readAt: null }, true],
    ['not while webhooks are delivered', { ...deaf, listens: true, deliveredAt: ago(119) }, false],
    ['when none was delivered for two hours', { ...deaf, listens: true, deliveredAt: ago(120) }, true],
    ['when none was ever delivered', { ...deaf, listens: true }, true],
    ['not at once after it could not be read', { ...deaf, triedAt: ago(2), readAt: null }, false],
  ])('%s', (_, standing, isDue) => {
    expect(isRefreshDue(standing, now)).toBe(isDue);
  });
});

test('time is read in days, oldest first, without a hole, and the last is open', () => {
  const slices = [...daysUntil(100 + 3 * 86_400 - 1, 100)];
  expect(slices.map(({ from }) => from)).toEqual([100, 86_500, 172_900]);
  expect(slices.map(({ before }) => before)).toEqual([86_500, 172_900, null]);
  expect([...daysUntil(100, 100)]).toEqual([{ from: 100, before: null }]);
  expect([...daysUntil(86_500, 100)]).toEqual([
    { from: 100, before: 86_500 },
    { from: 86_500, before: null },
  ]);
});
