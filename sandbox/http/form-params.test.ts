import { expect, test } from 'vitest';
import { parseFormParams } from './form-params';

test('brackets become nested parameters, numbered keys become lists, values stay text', () => {
  expect(
    parseFormParams(
      'items[0][price]=p&items[0][quantity]=2&items[1][price]=q&expand[]=a&expand[]=b.c&metadata[a b]=x%26y&off=',
    ),
  ).toEqual({
    items: [{ price: 'p', quantity: '2' }, { price: 'q' }],
    expand: ['a', 'b.c'],
    metadata: { 'a b': 'x&y' },
    off: '',
  });
});

test('lists follow their numbers, not the order in which they came', () => {
  expect(parseFormParams('a[10]=k&a[2]=c')).toEqual({ a: ['c', 'k'] });
});
