import { afterEach, beforeEach, expect, test } from 'vitest';
import { open, seal } from './secret-box';

let before: string | undefined;
beforeEach(() => {
  before = process.env.HEADWATER_SECRET;
  process.env.HEADWATER_SECRET = 'a secret of the test suite';
});
afterEach(() => {
  process.env.HEADWATER_SECRET = before;
});

test('F39 a sealed secret opens again, never shows its text and never looks the same twice', () => {
  const sealed = seal('whsec_ünïcode');
  expect(open(sealed)).toBe('whsec_ünïcode');
  expect(sealed).not.toContain('whsec');
  expect(seal('whsec_ünïcode')).not.toBe(sealed);
});

test('F39 another master key is refused with a sentence that names it', () => {
  const sealed = seal('rk_live_x');
  process.env.HEADWATER_SECRET = 'another secret, just as long';
  expect(() => open(sealed)).toThrow('HEADWATER_SECRET is not the one');
});

test('a changed byte is noticed', () => {
  const sealed = seal('rk_live_x');
  const last = sealed.endsWith('A') ? 'B' : 'A';
  expect(() => open(sealed.slice(0, -2) + last + last)).toThrow();
  expect(() => open('v9.abc')).toThrow('unknown format');
});

test('without a master key nothing is sealed', () => {
  process.env.HEADWATER_SECRET = '';
  expect(() => seal('x')).toThrow('HEADWATER_SECRET must be set');
});
