import { describe, expect, test } from 'vitest';
import { OTHER_SYSTEMS } from './b3-churn';
import { outcomeOf } from './example';
import { EXAMPLE_SECTIONS } from './sections';

describe.each(EXAMPLE_SECTIONS.map((section) => [section.id, section] as const))('%s', (_id, { examples }) => {
  test.each(examples.map((example) => [`${example.id} ${example.input}`, example] as const))(
    '%s',
    (_title, example) => {
      expect(outcomeOf(example).value).toBe(example.expected);
      expect(outcomeOf(example).holds).toBe(true);
    },
  );
});

test.each(OTHER_SYSTEMS.map((other) => [other.system, other] as const))(
  'B3 as %s counts',
  (_system, { work, expected }) => {
    expect(work()).toBe(expected);
  },
);

test('the check mark can fail: by another value, and by code that throws', () => {
  const claim = { id: 'X', input: 'one', expected: '2' };
  expect(outcomeOf({ ...claim, work: () => ({ value: '1' }) })).toMatchObject({ value: '1', holds: false });
  expect(
    outcomeOf({
      ...claim,
      work: () => {
        throw new Error('no rate');
      },
    }),
  ).toMatchObject({ value: 'failed: no rate', holds: false });
});
