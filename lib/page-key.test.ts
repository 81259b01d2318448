import { expect, test } from 'vitest';
import { z } from 'zod';
import { keyInstant, keyText, readKey, writeKey } from './page-key';

const shape = z.tuple([keyInstant, keyText]);

test.each(['2026-05-04 10:00:00+00', '2026-05-04 10:00:00.123456+05:30', '2026-05-04 10:00:00.5-04'])(
  'a key holds the instant %s as the database wrote it',
  (at) => expect(readKey(writeKey([at, 'id']), shape)).toEqual([at, 'id']),
);

test.each([
  ['x', 'y'],
  ['2026-02-30 10:00:00+00', 'y'],
  ['0000-01-01 10:00:00+00', 'y'],
  ['now', 'y'],
  ['2026-05-04 10:00:00+00', '\0'],
  ['2026-05-04 10:00:00+00'],
])('%s, %s is no key of such a list', (...key) => {
  expect(() => readKey(writeKey(key), shape)).toThrow('cursor: is not one this list handed out');
});
