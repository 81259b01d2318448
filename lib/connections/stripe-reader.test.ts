import { afterEach, beforeAll, expect, test } from 'vitest';
import { seal } from '@/lib/auth/secret-box';
import { openReader } from './stripe-reader';

beforeAll(() => {
  process.env.HEADWATER_SECRET ??= 'a-test-secret-of-more-than-32-characters';
});
afterEach(() => {
  delete process.env.STRIPE_REQUESTS_PER_SECOND;
});

let lanes = 0;
const reader = (attempts?: number) => {
  lanes += 1;
  const connection = { workspaceId: 'ws', id: `lane-${lanes}`, apiKeyCipher: seal('rk_live_x'), accountId: null };
  return openReader(connection, { attempts });
};

const answer = (date?: Date) => ({
  lastResponse: {
    headers: date ? { date: date.toUTCString() } : ({} as Record<string, string>),
    requestId: '',
    statusCode: 200,
  },
});
const failure = (type: string, rest: object = {}) => Object.assign(new Error(type), { type, ...rest });

test('F29 never more than 25 requests a second, however many ask at once', async () => {
  const { read } = await reader();
  // From before the first may go: it may come late itself on a busy machine, and no later one comes early for that.
  const begun = performance.now();
  let last = begun;
  await Promise.all(
    Array.from({ length: 30 }, () =>
      read(async () => {
        last = performance.now();
        return answer();
      }),
    ),
  );
  expect(last - begun).toBeGreaterThan((29 / 25) * 1000 - 20);
});

test('a rate limit is waited out as long as it says, by all of the connection', async () => {
  const { read } = await reader();
  const begun = performance.now();
  let asked = 0;
  const limited = read(async () => {
    asked += 1;
    if (asked === 1) throw failure('StripeRateLimitError', { headers: { 'retry-after': '1' } });
    return answer();
  });
  await expect.poll(() => asked).toBe(1);
  await read(async () => answer());
  expect(performance.now() - begun).toBeGreaterThan(980);
  await limited;
  expect(asked).toBe(2);
});

test('what passes is tried again, what does not is thrown', async () => {
  const { read } = await reader(3);
  let asked = 0;
  const fail = (error: Error) =>
    read(async () => {
      asked += 1;
      throw error;
    });
  await expect(fail(failure('StripePermissionError'))).rejects.toThrow('StripePermissionError');
  expect(asked).toBe(1);
  await expect(fail(failure('StripeConnectionError'))).rejects.toThrow('StripeConnectionError');
  expect(asked).toBe(4);
  await expect(fail(failure('StripeAPIError'))).rejects.toThrow('StripeAPIError');
  expect(asked).toBe(7);
});

test('the time of reading is Stripe’s, not later than it was', async () => {
  const { read } = await reader();
  const stripes = new Date('2020-02-02T10:00:00Z');
  const { readAt } = await read(async () => answer(stripes));
  expect(readAt <= stripes).toBe(true);
  expect(stripes.getTime() - readAt.getTime()).toBeLessThan(60_000);
  expect(Math.abs((await read(async () => answer())).readAt.getTime() - Date.now())).toBeLessThan(60_000);
});
