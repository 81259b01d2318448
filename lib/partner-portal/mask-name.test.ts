import { expect, test } from 'vitest';
import { maskName } from './mask-name';

test.each([
  ['Ada Lovelace', 'A••• L•••'],
  ['  Æsa   af Á  ', 'Æ••• a••• Á•••'],
  ['😀 x', '😀••• x•••'],
  ['ada@example.com', 'A customer'],
  ['   ', 'A customer'],
  [null, 'A customer'],
])('of %j a partner reads %j', (name, masked) => {
  expect(maskName(name)).toBe(masked);
});
