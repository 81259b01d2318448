import { expect, test } from 'vitest';
import { storablePart, storableText } from './storable-text';

test('what no column holds is replaced, so that it names nothing', () => {
  expect(storableText('a\0b\uD83D')).toBe('a\uFFFDb\uFFFD');
  expect(storableText('grüße 😀')).toBe('grüße 😀');
});

test('what only tells of an origin loses it, and is never cut within a character', () => {
  expect(storablePart(' a\0b\uDE00 ', 10)).toBe('ab');
  expect(storablePart(`${'x'.repeat(499)}😀`, 500)).toBe('x'.repeat(499));
  expect(storablePart('x😀', 3)).toBe('x😀');
  expect(storablePart(null, 3)).toBe('');
});
