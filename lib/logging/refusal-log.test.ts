import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type Refusal, refusalLog } from './refusal-log';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const asked = (path: string): Refusal => ({ status: 404, method: 'POST', path });

test('F35 what is refused is logged: who asked for which address', () => {
  const write = vi.fn();
  refusalLog(write)({ ...asked('/api/internal/connections/conn_0af3/key'), workspaceId: 'ws_1', userId: 'usr_1' });
  expect(write.mock.calls).toEqual([
    [
      {
        status: 404,
        method: 'POST',
        path: '/api/internal/connections/conn_0af3/key',
        workspaceId: 'ws_1',
        userId: 'usr_1',
      },
    ],
  ]);
});

test('F39 ASVS 16.4.1 neither a secret nor an address of a person nor a line break reaches the log', () => {
  const write = vi.fn();
  const log = refusalLog(write);
  for (const part of ['whsec_0123456789abcdef', 'rk_live_0123456789', 'ada@example.com', 'a%0Ab', 'x\nforged line']) {
    log(asked(`/api/webhooks/stripe/${part}?email=ada@example.com`));
  }
  expect(new Set(write.mock.calls.map(([{ path }]) => path))).toEqual(new Set(['/api/webhooks/stripe/…']));
});

test('F35 a flood of refusals writes thirty lines a minute, and how many more there were', () => {
  const write = vi.fn();
  const log = refusalLog(write);
  for (let n = 0; n < 10_000; n += 1) log(asked('/api/webhooks/stripe/conn_1'));
  expect(write).toHaveBeenCalledTimes(30);
  vi.advanceTimersByTime(60_000);
  expect(write.mock.lastCall).toEqual([{ refusalsNotLogged: 9970 }]);
  log(asked('/api/webhooks/stripe/conn_1'));
  expect(write).toHaveBeenCalledTimes(32);
});
