import { expect, test } from 'vitest';
import { previousAttributes } from './previous-attributes';

test('only what changed is given: inside hashes by key, lists whole, new keys as null', () => {
  const before = { id: 'x', name: 'a', metadata: { kept: '1', gone: '2' }, list: [1, 2], same: { a: [1] } };
  const after = { id: 'x', name: 'b', metadata: { kept: '1', added: '3' }, list: [1], same: { a: [1] } };
  expect(previousAttributes(before, after)).toEqual({
    name: 'a',
    metadata: { gone: '2', added: null },
    list: [1, 2],
  });
  expect(previousAttributes(before, { ...before, same: { a: [1] } })).toBeUndefined();
});
