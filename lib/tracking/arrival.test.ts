import { expect, test } from 'vitest';
import { addressOf } from './arrival';

const addressIn = (forwarded: string | null, peer: string) =>
  addressOf({ header: (name) => (name === 'x-forwarded-for' ? forwarded : null), peer });

test.each([
  '127.0.0.1',
  '::1',
  '::ffff:127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  'fd00::1',
  'fe80::1%eth0',
  '',
])('behind a proxy at “%s” somebody is who it saw, whatever else the header says', (peer) => {
  expect(addressIn('1.1.1.1, 203.0.113.7', peer)).toBe('203.0.113.7');
  expect(addressIn('203.0.113.7:4711', peer)).toBe('203.0.113.7');
  expect(addressIn('[2001:db8::1]:4711', peer)).toBe('2001:db8::1');
  expect(addressIn(null, peer)).toBe(peer || 'unknown');
});

test.each(['203.0.113.7', '2001:db8::1', '172.32.0.1'])('without a proxy %s is who is connected', (peer) => {
  expect(addressIn('1.1.1.1', peer)).toBe(peer);
});
