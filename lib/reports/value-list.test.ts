import fc from 'fast-check';
import { expect, test } from 'vitest';
import { joinValues, splitValues } from './value-list';

test.each([
  ['a,b', ['a', 'b']],
  ['', ['']],
  ['a,', ['a', '']],
  ['Acme\\, Inc,B', ['Acme, Inc', 'B']],
  ['C:\\\\,D', ['C:\\', 'D']],
  ['one\\two', ['one\\two']],
])('%j is %j', (text, values) => {
  expect(splitValues(text)).toEqual(values);
});

test('whatever the values are, they come back', () => {
  fc.assert(
    fc.property(fc.array(fc.string(), { minLength: 1 }), (values) => {
      expect(splitValues(joinValues(values))).toEqual(values);
    }),
  );
});
