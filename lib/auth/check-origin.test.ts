import { expect, test } from 'vitest';
import { checkOrigin } from './check-origin';

const own = { host: 'headwater.example', origin: 'https://headwater.example', 'content-type': 'application/json' };
const check = (headers: Record<string, string>) => () => checkOrigin(new Headers(headers));

test('F36 our own page may change things', () => {
  expect(check({ ...own, 'sec-fetch-site': 'same-origin' })).not.toThrow();
  expect(check({ ...own, 'content-type': 'application/json; charset=utf-8' })).not.toThrow();
  expect(check({ ...own, host: 'internal:3000', 'x-forwarded-host': 'headwater.example' })).not.toThrow();
});

const { origin: _, ...withoutOrigin } = own;
test.each([
  [
    'a form of another site',
    { ...own, origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' },
  ],
  ['no Origin', withoutOrigin],
  ['a wrong Origin', { ...own, origin: 'https://evil.example' }],
  ['an Origin that only begins like ours', { ...own, origin: 'https://headwater.example.evil.example' }],
  ['another port', { ...own, origin: 'https://headwater.example:8443' }],
  ['the Origin of a sandboxed frame', { ...own, origin: 'null' }],
  ['JSON as text/plain', { ...own, 'content-type': 'text/plain' }],
  ['a browser that says cross-site', { ...own, 'sec-fetch-site': 'cross-site' }],
  ['a browser that says same-site', { ...own, 'sec-fetch-site': 'same-site' }],
])('F36 %s is refused', (_name, headers) => {
  expect(check(headers)).toThrow(expect.objectContaining({ code: 'forbidden' }));
});
