import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { getPool } from '@/lib/db/client';
import { figure, inMonth, type Question } from '@/lib/inbox/examples/testing/figures';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness, storeRate } from '@/lib/inbox/testing/harness';
import { charge, event, type FakeEvent, refund } from '@/lib/inbox/testing/stripe-objects';
import { loadMetric } from '@/lib/reports/load-metric';
import { parseReportParams } from '@/lib/reports/report-params';
import { demoCompanyOpens, playDemoCompany } from '@/prisma/stories/demo-company';
import { createSandboxAccount } from '@/sandbox/account';

vi.setConfig({ testTimeout: 180_000, hookTimeout: 180_000 }); // several folds of a whole company on a busy machine

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
afterAll(() => harness.close());
beforeEach(begin);

async function begin(): Promise<void> {
  await harness.reset();
  await storeRate(harness.account, 'eur', 'usd', '2024-01-01', '1.10');
  await storeRate(harness.account, 'jpy', 'usd', '2024-01-01', '0.0067');
}

/** Events that became known the moment they happened. */
async function deliverAsItHappened(...events: FakeEvent[]): Promise<void> {
  await harness.post(...events);
  await getPool().query("update stripe_event set known_at = occurred_at where state = 'pending'");
  await projectPending();
}

const known = (asKnownOn: string) => ({ asKnownOn: parseReportParams(harness.account, { asKnownOn }).asKnownOn ?? '' });

describe('refunds of March', () => {
  beforeEach(() =>
    deliverAsItHappened(
      ...Array.from({ length: 10 }, (_, index) => {
        const when = `2026-03-${String(index + 1).padStart(2, '0')}`;
        return event('charge.succeeded', when, charge(`ch_${index}`, `cus_${index}`, 5000, when));
      }),
      event('refund.created', '2026-03-20', refund('re_2', 'ch_0', 1500, '2026-03-20')),
      event('refund.created', '2026-04-02', refund('re_3', 'ch_1', 5000, '2026-04-02')),
    ),
  );
  const rate = async (question: Partial<Question> = {}) => {
    const found = await inMonth(harness.account, 'refund-rate-amount', '2026-03', { basis: 'sale', ...question });
    return [found.numerator, found.denominator];
  };

  test('B5-3 by sale date, as known on 31 March: 1500 of 50000, whatever came since', async () => {
    expect(await rate()).toEqual([6500, 50000]);
    expect(await rate(known('2026-03-31'))).toEqual([1500, 50000]);
    expect(await rate(known('2026-04-01T23:59:59Z'))).toEqual([1500, 50000]);
    expect(await rate(known('2026-04-02'))).toEqual([6500, 50000]);
    expect(await rate()).toEqual([6500, 50000]);
  });

  test('what is learned late of a moment that is asked again counts from then on', async () => {
    expect(await rate(known('2026-03-31'))).toEqual([1500, 50000]);
    await harness.deliver(event('refund.created', '2026-03-21', refund('re_4', 'ch_2', 1000, '2026-03-21')));
    expect(await rate(known('2026-03-31'))).toEqual([1500, 50000]);
    expect(await rate()).toEqual([7500, 50000]);
  });
});

test('as known today goes on with what arrives, and later moments are those of now', async () => {
  const sold = (id: string) => event('charge.succeeded', '2026-03-01', charge(id, 'cus_1', 5000, '2026-03-01'));
  const today = known(new Date().toISOString().slice(0, 10));
  const revenue = async () =>
    (await inMonth(harness.account, 'net-revenue', '2026-03', { ...today, now: new Date().toISOString() })).value;
  await harness.deliver(sold('ch_a'));
  expect(await revenue()).toBe(5000);
  await harness.deliver(sold('ch_b'));
  expect(await revenue()).toBe(10_000);
});

test('few moments are prepared at once: more are asked to come back, and none is lost', async () => {
  await deliverAsItHappened(event('charge.succeeded', '2026-03-01', charge('ch_1', 'cus_1', 5000, '2026-03-01')));
  const ask = (minute: number) =>
    loadMetric(
      harness.account,
      'net-revenue',
      parseReportParams(harness.account, { asKnownOn: `2026-04-01T00:${String(minute).padStart(2, '0')}:00Z` }),
    );
  const answers = await Promise.allSettled(Array.from({ length: 20 }, (_, minute) => ask(minute)));
  const refused = answers.filter((one) => one.status === 'rejected');
  expect(refused.length).toBeGreaterThan(0);
  for (const { reason } of refused) expect(reason).toMatchObject({ code: 'rate_limited', field: 'asKnownOn' });
  expect((await ask(19)).total.value).toBe(5000);
});

test('a date means its end in the zone that is asked in, and nonsense is refused by name', () => {
  const berlin = { ...harness.account, timeZone: 'Europe/Berlin' };
  expect(parseReportParams(berlin, { asKnownOn: '2026-03-31' }).asKnownOn).toBe('2026-03-31T21:59:59.999999Z');
  expect(() => parseReportParams(berlin, { asKnownOn: 'yesterday' })).toThrow('asKnownOn: is neither a date');
  expect(() => parseReportParams(berlin, { asKnownOn: '0000-01-01' })).toThrow('asKnownOn: must lie between');
});

const METRICS = [
  'mrr',
  'net-new-mrr',
  'active-subscribers',
  'trial-conversion',
  'refunds',
  'net-revenue',
  'buyers-by-product',
];

test('at any moment the answer is that of a ledger which never heard what came after', async () => {
  const until = new Date('2026-06-15T00:00:00Z');
  const account = createSandboxAccount({ startAt: demoCompanyOpens(until) });
  playDemoCompany(account, { until, scale: 0.02 });
  const events = account.events().map((one): FakeEvent => JSON.parse(JSON.stringify(one)));
  const times = events.map(({ created }) => created);
  const ask = async (question: Partial<Question>) => {
    const found = [];
    for (const metric of METRICS)
      found.push(await figure(harness.account, metric, { from: '2025-01-01', to: '2026-07-01', ...question }));
    return found;
  };
  const moments = fc.sample(fc.constantFrom(...times), { numRuns: 2, seed: 7 });
  const unaware = [];
  for (const moment of moments) {
    await begin();
    await deliverAsItHappened(...events.filter(({ created }) => created <= moment));
    unaware.push(await ask({ now: instant(moment) }));
  }
  await begin();
  await deliverAsItHappened(...events);
  for (const [index, moment] of moments.entries()) expect(await ask(known(instant(moment)))).toEqual(unaware[index]);
});

const instant = (seconds: number) => new Date(seconds * 1000).toISOString();
