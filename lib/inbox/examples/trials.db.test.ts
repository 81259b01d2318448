import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '../testing/harness';
import { at, event, type FakeEvent, invoice } from '../testing/stripe-objects';
import { figure, inMonth } from './testing/figures';
import { cancelled, type Plan, subscribed, updated } from './testing/lives';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(() => harness.reset());
afterAll(() => harness.close());

/** Noon of a day of March; 34 is 3 April. */
const noon = (day: number) => new Date(Date.UTC(2026, 2, day, 12)).toISOString();

interface Trial {
  plan: Plan;
  begins: FakeEvent[];
}

/** A trial of customer `name` over days of March, with the invoice of 0 that Stripe issues at its start. */
function trial(name: string, from: number, to: number): Trial {
  const plan: Plan = {
    customer: name,
    amount: 5000,
    since: noon(from),
    extra: { status: 'trialing', trial_start: at(noon(from)), trial_end: at(noon(to)) },
  };
  return { plan, begins: [subscribed(plan), bill(plan, from, { total: 0 })] };
}

const turned = (day: number, { plan }: Trial, extra: Record<string, unknown>) =>
  updated(noon(day), { ...plan, extra: { ...plan.extra, ...extra } });

function bill(
  { customer }: Plan,
  day: number,
  { total = 5000, paidOn = day, status = 'paid' }: { total?: number; paidOn?: number; status?: string } = {},
) {
  const paid =
    status === 'paid'
      ? { amount_paid: total, status_transitions: { paid_at: at(noon(paidOn)) } }
      : { amount_paid: 0, status_transitions: {} };
  return event(
    status === 'paid' ? 'invoice.paid' : 'invoice.payment_failed',
    noon(status === 'paid' ? paidOn : day),
    invoice(`in_${customer}_${day}`, customer, total, noon(day), { subscription: `sub_${customer}`, status, ...paid }),
  );
}

const t1 = trial('t1', 1, 8);
const t2 = trial('t2', 3, 17);
const t3 = trial('t3', 20, 34);
const t4 = trial('t4', 28, 42);
const t5 = trial('t5', 10, 17);
const t6 = trial('t6', 12, 19);

const T1 = [...t1.begins, turned(8, t1, { status: 'active' }), bill(t1.plan, 8)];
const T2 = [...t2.begins, cancelled(noon(7), t2.plan)];
const T3 = [...t3.begins, turned(34, t3, { status: 'active' }), bill(t3.plan, 34)];
const T4 = t4.begins;
const T5 = [
  ...t5.begins,
  turned(17, t5, { status: 'past_due' }),
  bill(t5.plan, 17, { status: 'open' }),
  turned(25, t5, { status: 'active' }),
  bill(t5.plan, 17, { paidOn: 25 }),
];
const T6 = [...t6.begins, turned(19, t6, { status: 'active' }), bill(t6.plan, 19, { total: 0 })];

/** Delivers what Stripe had said by then. */
const deliverUntil = (instant: string, ...lives: FakeEvent[][]) =>
  harness.deliver(...lives.flat().filter(({ created }) => created <= at(instant)));
const conversion = (question = {}) => inMonth(harness.account, 'trial-conversion', '2026-03', question);
const matured = ({ numerator, denominator, parts = {} }: Awaited<ReturnType<typeof conversion>>) =>
  `${numerator}/${(denominator ?? 0) - (parts.pending ?? 0) - (parts.at_risk ?? 0)}`;

describe('B4 the trials of March', () => {
  test('B4-1 FK-06 RV-03 BY-07 as of 5 April 3 of 5 converted, 3 of 4 matured, 1 pending', async () => {
    await deliverUntil('2026-04-05T00:00:00Z', T1, T2, T3, T4, T5);
    const rate = await conversion({ now: '2026-04-05T00:00:00Z' });
    expect(rate).toMatchObject({
      numerator: 3,
      denominator: 5,
      value: 0.6,
      parts: { pending: 1, abandoned: 1, converted: 3 },
    });
    expect(matured(rate)).toBe('3/4');
    expect((await inMonth(harness.account, 'trials', '2026-03')).value).toBe(5);
  });

  test('B4-2 of the trials that ended in the 30 days before 5 April 3 of 4 converted', async () => {
    await deliverUntil('2026-04-05T00:00:00Z', T1, T2, T3, T4, T5);
    const ended = await figure(harness.account, 'trial-conversion', {
      from: '2026-03-06',
      to: '2026-04-05',
      basis: 'end',
    });
    expect(ended).toMatchObject({
      numerator: 3,
      denominator: 4,
      value: 0.75,
      parts: { ended: 4, ended_converted: 3, ended_abandoned: 1, ended_at_risk: 0, ended_converted_free: 0 },
    });
  });

  test('B4-3 T6 went on for free: 3 of 6, 3 of 5 matured', async () => {
    await deliverUntil('2026-04-05T00:00:00Z', T1, T2, T3, T4, T5, T6);
    const rate = await conversion();
    expect(rate).toMatchObject({ numerator: 3, denominator: 6, parts: { converted_free: 1 } });
    expect(matured(rate)).toBe('3/5');
  });

  test('B4-4 what was known on 20 March: 1 of 4, 1 of 3 matured, T5 at risk', async () => {
    await deliverUntil('2026-03-20T00:00:00Z', T1, T2, T3, T4, T5, T6);
    const rate = await conversion();
    expect(rate).toMatchObject({
      numerator: 1,
      denominator: 4,
      parts: { converted: 1, abandoned: 1, at_risk: 1, converted_free: 1, pending: 0 },
    });
    expect(matured(rate)).toBe('1/3');
    // The same four have ended by then, so that by the date of their end they are all there is.
    expect(await conversion({ basis: 'end' })).toMatchObject({ numerator: 1, denominator: 4 });
    expect(await conversion({ basis: 'matured' })).toMatchObject({ numerator: 1, denominator: 3 });
    expect(await conversion({ basis: 'end-matured' })).toMatchObject({ numerator: 1, denominator: 3 });
  });

  test('B4-1 in whatever order the events arrive', async () => {
    const events = [T5, T1, T4, T3, T2].flat().filter(({ created }) => created <= at('2026-04-05'));
    await harness.deliver(...events.toReversed());
    expect(await conversion()).toMatchObject({ numerator: 3, denominator: 5, parts: { pending: 1 } });
  });
});

describe('B4 one trial', () => {
  const entries = async () =>
    (
      await getPool().query<{ measure: string; day: string }>(
        "select measure, day::text from ledger_entry where measure like 'trial%' order by measure",
      )
    ).rows;

  test('B4-5 an extended trial is still one, with its new end', async () => {
    const short = trial('t', 1, 8);
    const extended = { trial_end: at(noon(15)) };
    await harness.deliver(
      ...short.begins,
      turned(7, short, extended),
      turned(15, short, { ...extended, status: 'active' }),
      bill(short.plan, 15),
    );
    expect(await entries()).toEqual([
      { measure: 'trial_converted', day: '2026-03-01' },
      { measure: 'trial_ended_all', day: '2026-03-15' },
      { measure: 'trial_ended_converted', day: '2026-03-15' },
      { measure: 'trial_started', day: '2026-03-01' },
    ]);
  });

  test('B4-6 an upgrade before the end converts at that moment', async () => {
    const early = trial('t', 1, 15);
    await harness.deliver(
      ...early.begins,
      turned(5, early, { status: 'active', trial_end: at(noon(5)) }),
      bill(early.plan, 5),
    );
    expect(await conversion({ basis: 'end' })).toMatchObject({ numerator: 1, denominator: 1 });
    expect(await entries()).toContainEqual({ measure: 'trial_ended_converted', day: '2026-03-05' });
  });

  test('B4-7 paused for want of a card is abandoned; paid ten days later it is converted', async () => {
    const late = trial('t', 1, 8);
    await harness.deliver(...late.begins, turned(8, late, { status: 'paused' }));
    expect(await conversion()).toMatchObject({ numerator: 0, denominator: 1, parts: { abandoned: 1 } });
    await harness.deliver(turned(18, late, { status: 'active' }), bill(late.plan, 18));
    expect(await conversion()).toMatchObject({ numerator: 1, denominator: 1, parts: { abandoned: 0, converted: 1 } });
  });

  test('B4 only a customer’s first trial counts', async () => {
    const first = trial('t', 1, 8);
    const second = trial('t', 10, 17);
    const again = { ...second.plan, id: 'sub_again' };
    await harness.deliver(...first.begins, cancelled(noon(5), first.plan), subscribed(again));
    expect((await inMonth(harness.account, 'trials', '2026-03')).value).toBe(1);
  });

  test('B4 an invoice paid out of band converts', async () => {
    const offline = trial('t', 1, 8);
    const paid = event(
      'invoice.paid',
      noon(9),
      invoice('in_1', 't', 5000, noon(8), { subscription: 'sub_t', amount_paid: 0, amount_paid_off_stripe: 5000 }),
    );
    await harness.deliver(...offline.begins, turned(8, offline, { status: 'active' }), paid);
    expect(await conversion()).toMatchObject({ numerator: 1, denominator: 1 });
  });
});
