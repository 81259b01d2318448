import { expect, test } from 'vitest';
import { partnerChange, ruleChange } from './inputs';

test('a change of a partner or a rule holds nothing that was not sent', () => {
  expect(partnerChange.parse({ archived: true })).toEqual({ archived: true });
  expect(partnerChange.parse({ name: ' Ada ' })).toEqual({ name: 'Ada' });
  expect(ruleChange.parse({ archived: true })).toEqual({ archived: true, from: 'now' });
});
