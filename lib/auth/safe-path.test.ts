import { expect, test } from 'vitest';
import { safePath } from './safe-path';

test('a path of this site is kept', () => {
  expect(safePath('/mrr?from=2026-01-01&filter[product]=a')).toBe('/mrr?from=2026-01-01&filter[product]=a');
});

test.each([
  'https://evil.example',
  '//evil.example',
  '/\\evil.example',
  '\\/evil.example',
  '/\t/evil.example',
  '/\n/evil.example',
  'javascript:alert(1)',
  'evil.example',
  '',
  null,
  undefined,
])('%j leads to the overview', (wished) => {
  expect(safePath(wished)).toBe('/');
});
