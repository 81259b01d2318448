import { expect, test } from 'vitest';
import { maturedRate, stateCounts, trialStates, trialsTarget } from './trial-states';

test('B4-1 three of five converted is 3 of 4 among the matured', () => {
  const parts = { converted: 3, pending: 1, abandoned: 1, at_risk: 0, converted_free: 0 };
  expect(maturedRate('start', { numerator: 3, denominator: 5, parts })).toEqual({
    value: 0.75,
    numerator: 3,
    denominator: 4,
  });
});

test('B4-4 a trial at risk has not matured', () => {
  const parts = { converted: 1, abandoned: 1, at_risk: 1, converted_free: 1 };
  expect(maturedRate('start', { numerator: 1, denominator: 4, parts })).toMatchObject({ numerator: 1, denominator: 3 });
});

test('B4-2 of the trials that ended, those at risk have not matured', () => {
  const parts = { converted: 5, pending: 2, at_risk: 3, ended_converted: 3, ended_abandoned: 1, ended_at_risk: 1 };
  expect(maturedRate('end', { numerator: 3, denominator: 5, parts })).toMatchObject({ numerator: 3, denominator: 4 });
});

test('B2-9 no matured trial means no rate', () => {
  expect(maturedRate('start', { numerator: 0, denominator: 2, parts: { pending: 2 } }).value).toBeNull();
});

test('B4-2 by end there is nothing pending, and each state opens the trials that ended in it', () => {
  const parts = { converted: 5, pending: 2, ended: 4, ended_converted: 3, ended_abandoned: 1 };
  expect(trialStates('end').map(({ key }) => key)).toEqual(['converted', 'converted_free', 'at_risk', 'abandoned']);
  expect(stateCounts('end', { parts })).toEqual([3, 0, 0, 1]);
  expect(stateCounts('start', { parts })).toEqual([5, 0, 2, 0, 0]);
  const march = { start: '2026-03-01', end: '2026-04-01' };
  expect(trialsTarget('end', march, 'abandoned')).toEqual({
    metric: 'trial-conversion',
    part: 'ended_abandoned',
    ...march,
  });
  expect(trialsTarget('start', march)).toEqual({ metric: 'trials', ...march });
});
