import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Definitions, definitionsOf } from '@/lib/definitions/presets';
import { importRates } from '@/lib/fx/import-rates';
import { verifyWorkspace } from '@/lib/metrics/verify';
import { loadDefinitions } from '@/lib/workspace/load-definitions';
import { updateDefinitions } from '@/lib/workspace/update-definitions';
import { type Harness, startHarness } from '../testing/harness';
import {
  at,
  charge,
  event,
  type FakeEvent,
  invoice,
  item,
  line,
  price,
  refund,
  subscription,
} from '../testing/stripe-objects';
import { figure, inMonth } from './testing/figures';
import { type Plan, subscribed, updated } from './testing/lives';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  await choose({});
  await harness.reset();
});
afterAll(() => harness.close());

const choose = (changes: Partial<Definitions>, note?: string) =>
  updateDefinitions(harness.account.workspaceId, {
    definitions: { ...definitionsOf('default'), ...changes },
    userId: null,
    note,
  });
const onDay = (metric: string, from: string, to: string) =>
  figure(harness.account, metric, { from, to, interval: 'day' }).then(({ value }) => value);
const inMarch = async (metric: string) => (await inMonth(harness.account, metric, '2026-03')).value;
const inApril = async (metric: string) => (await inMonth(harness.account, metric, '2026-04')).value;

describe('B3-2 B3-3 a cancellation asked for on 15 March, at the period’s end on 10 April', () => {
  const plan: Plan = { customer: 'ann', amount: 5000, since: '2026-01-10' };
  const ending = { cancel_at_period_end: true, canceled_at: at('2026-03-15'), cancel_at: at('2026-04-10') };
  const asked = updated('2026-03-15', { ...plan, extra: ending });
  const ended = event('customer.subscription.deleted', '2026-04-10', {
    ...asked.data.object,
    status: 'canceled',
    ended_at: at('2026-04-10'),
  });

  test('B3-2 BY-04 by default it churns on 10 April; committed MRR drops on 15 March', async () => {
    await harness.deliver(subscribed(plan), asked, ended);
    expect(await inMarch('churned-mrr')).toBe(0);
    expect(await inMarch('mrr')).toBe(5000);
    expect(await onDay('committed-mrr', '2026-03-14', '2026-03-15')).toBe(5000);
    expect(await onDay('committed-mrr', '2026-03-15', '2026-03-16')).toBe(0);
    expect(await onDay('churned-mrr', '2026-04-10', '2026-04-11')).toBe(-5000);
  });

  test('B3-3 churnAt=requested: churn on 15 March; taken back on 1 April, a reactivation on 1 April', async () => {
    await choose({ churnAt: 'requested' });
    await harness.deliver(subscribed(plan), asked, updated('2026-04-01', plan));
    expect(await onDay('churned-mrr', '2026-03-15', '2026-03-16')).toBe(-5000);
    expect(await inMarch('mrr')).toBe(0);
    expect(await inMarch('customer-churn')).toBe(1);
    expect(await onDay('reactivation-mrr', '2026-04-01', '2026-04-02')).toBe(5000);
    expect(await inApril('mrr')).toBe(5000);
    expect((await verifyWorkspace(harness.account.workspaceId)).filter(({ ok }) => !ok)).toEqual([]);
  });

  test('B3-3 chosen after the fact, the same', async () => {
    await harness.deliver(subscribed(plan), asked, ended);
    await choose({ churnAt: 'requested' });
    expect(await inMarch('churned-mrr')).toBe(-5000);
    expect(await inApril('churned-mrr')).toBe(0);
  });
});

describe('B4 switches of trials', () => {
  const noon = (day: number) => new Date(Date.UTC(2026, 2, day, 12)).toISOString();
  const life = (name: string, from: number, to: number, subscription = `sub_${name}`) => {
    const dates = { trial_start: at(noon(from)), trial_end: at(noon(to)) };
    const plan: Plan = { customer: name, id: subscription, amount: 5000, since: noon(from) };
    return [
      subscribed({ ...plan, extra: { ...dates, status: 'trialing' } }),
      updated(noon(to), { ...plan, extra: { ...dates, status: 'active' } }),
    ];
  };
  const paid = (name: string, day: number, total = 5000, id = `in_${name}`): FakeEvent =>
    event(
      'invoice.paid',
      noon(day),
      invoice(id, name, total, noon(day), { subscription: `sub_${name}`, charge: total > 0 ? `ch_${name}` : null }),
    );

  const conversion = async () => {
    const { numerator, denominator, parts = {} } = await inMonth(harness.account, 'trial-conversion', '2026-03');
    return { rate: `${numerator}/${denominator}`, abandoned: parts.abandoned, free: parts.converted_free };
  };

  test('B4-3 freeConversionCounts: a trial that went on for free has converted', async () => {
    await harness.deliver(...life('t1', 1, 8), paid('t1', 8), ...life('t6', 12, 19), paid('t6', 19, 0));
    expect(await conversion()).toEqual({ rate: '1/2', abandoned: 0, free: 1 });
    await choose({ freeConversionCounts: true });
    expect(await conversion()).toEqual({ rate: '2/2', abandoned: 0, free: 0 });
  });

  test('B4 convertedWithinDays: paid 8 days after the trial is in time for 8, and too late for 7', async () => {
    await harness.deliver(...life('t5', 10, 17), paid('t5', 25));
    for (const [days, rate] of [
      [null, '1/1'],
      [8, '1/1'],
      [7, '0/1'],
    ] as const) {
      await choose({ convertedWithinDays: days });
      expect((await conversion()).rate).toBe(rate);
    }
    expect((await conversion()).abandoned).toBe(1);
  });

  test('B4 refundUnconverts: given back in full within the days takes it back, in part or later does not', async () => {
    const sold = (name: string) =>
      event('charge.succeeded', noon(8), charge(`ch_${name}`, name, 5000, noon(8), { invoice: `in_${name}` }));
    const back = (name: string, day: number, amount: number) =>
      event('refund.created', noon(day), refund(`re_${name}`, `ch_${name}`, amount, noon(day)));
    await harness.deliver(
      ...['full', 'part', 'late'].flatMap((name) => [...life(name, 1, 8), paid(name, 8), sold(name)]),
      back('full', 12, 5000),
      back('part', 12, 2000),
      back('late', 28, 5000),
    );
    expect((await conversion()).rate).toBe('3/3');
    await choose({ refundUnconverts: 14 });
    expect(await conversion()).toEqual({ rate: '2/3', abandoned: 1, free: 0 });
    await choose({ refundUnconverts: 30 });
    expect((await conversion()).rate).toBe('1/3');
  });

  test('B4 trialsPerCustomer=all: a second trial of the same customer is one more', async () => {
    await harness.deliver(...life('t1', 1, 8), paid('t1', 8), ...life('t1', 12, 19, 'sub_second'));
    expect((await conversion()).rate).toBe('1/1');
    await choose({ trialsPerCustomer: 'all' });
    expect((await conversion()).rate).toBe('1/2');
  });
});

test('B1 mrrFx=locked_at_start: a rate that comes later is locked then, and its correction too', async () => {
  const { account } = harness;
  const store = (rate: string) =>
    importRates(account.workspaceId, `day,base,quote,rate\n2026-01-10,eur,usd,${rate}`, 'test');
  await choose({ mrrFx: 'locked_at_start' });
  await harness.deliver(subscribed({ customer: 'eve', amount: 10000, since: '2026-01-10', currency: 'eur' }));
  expect(await inMonth(account, 'mrr', '2026-03')).toMatchObject({
    value: 0,
    unconverted: [{ currency: 'eur', amountMinor: 10000, count: 1 }],
  });
  await store('1.08');
  expect(await inMonth(account, 'mrr', '2026-03')).toMatchObject({ value: 10800, unconverted: [] });
  await store('1.09');
  expect((await inMonth(account, 'mrr', '2026-03')).value).toBe(10900);
  expect(await inMarch('fx-mrr')).toBe(0);
});

test('a choice is a version with its author’s note, in force at once, and none when nothing differs', async () => {
  const { workspaceId } = harness.account;
  const { version } = await loadDefinitions(workspaceId);
  expect(await choose({ discounts: 'forever', churnAt: 'requested', pausedCollection: 'in' }, 'as Stripe')).toEqual({
    changed: true,
  });
  expect(await choose({ discounts: 'forever', churnAt: 'requested', pausedCollection: 'in' })).toEqual({
    changed: false,
  });
  const { definitions, preset, history } = await loadDefinitions(workspaceId);
  expect(definitions).toEqual(definitionsOf('stripe-classic'));
  expect(preset).toBe('stripe-classic');
  expect(history[0]).toMatchObject({
    version: version + 1,
    note: 'as Stripe',
    by: null,
    changed: ['discounts', 'churnAt', 'pausedCollection'],
  });
  await choose({});
  expect(await loadDefinitions(workspaceId)).toMatchObject({ preset: 'default', version: version + 2 });
});

test('RV-06 usage that grows is expansion, where usage counts', async () => {
  await choose({ usage: 'last_closed_invoice' });
  const metered = price('price_metered', 0, 'month', { usage_type: 'metered' });
  const used = (id: string, when: string, amount: number) =>
    event(
      'invoice.paid',
      when,
      invoice(id, 'ann', amount, when, {
        subscription: 'sub_1',
        lines: [line(`il_${id}`, amount, { price: 'price_metered' })],
      }),
    );
  await harness.deliver(
    event(
      'customer.subscription.created',
      '2026-01-10',
      subscription('sub_1', 'ann', [item('si_1', metered)], '2026-01-10'),
    ),
    used('in_1', '2026-02-10', 3000),
    used('in_2', '2026-03-10', 6000),
  );
  expect([await inMarch('mrr'), await inMarch('expansion-mrr'), await inMarch('new-mrr')]).toEqual([6000, 3000, 0]);
});
