import { afterEach, beforeEach, expect, test } from 'vitest';
import { schemaErrors } from './testing/stripe-schema';
import { day, openShop, seconds, startTestSandbox, type TestSandbox } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(sandbox.account.events().flatMap(schemaErrors)).toEqual([]);
  await sandbox.close();
});

const scheduleEvents = () =>
  sandbox.account
    .events()
    .map(({ type }) => type.split('subscription_schedule.')[1])
    .filter((type) => type !== undefined);

test('phases follow one another by the clock, each billed at its own price, and then the subscription goes on', async () => {
  const { stripe, account } = sandbox;
  const { customer, price, product } = await openShop(stripe);
  const dearer = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 30_00,
    recurring: { interval: 'month' },
  });
  const schedule = await stripe.subscriptionSchedules.create({
    customer: customer.id,
    start_date: seconds('2025-01-10'),
    phases: [
      { items: [{ price: price.id, quantity: 2 }], duration: { interval: 'month', interval_count: 2 } },
      { items: [{ price: dearer.id, quantity: 1 }], duration: { interval: 'month' }, metadata: { step: 'two' } },
    ],
  });
  expect(schedule).toMatchObject({ status: 'not_started', subscription: null, current_phase: null });
  account.advanceTo(day('2025-04-20'));
  const done = await stripe.subscriptionSchedules.retrieve(schedule.id, { expand: ['subscription'] });
  expect(done).toMatchObject({
    status: 'completed',
    completed_at: seconds('2025-04-10'),
    subscription: { status: 'active', schedule: null, metadata: { step: 'two' } },
  });
  const invoices = (await stripe.invoices.list({ customer: customer.id })).data;
  expect(invoices.map(({ created, total }) => [created, total])).toEqual([
    [seconds('2025-04-10'), 30_00],
    [seconds('2025-03-10'), 30_00],
    [seconds('2025-02-10'), 40_00],
    [seconds('2025-01-10'), 40_00],
  ]);
  expect(scheduleEvents()).toEqual(['created', 'updated', 'updated', 'expiring', 'completed']);
});

test('a running subscription is taken under a schedule, changed, and cancelled at its end', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
  expect(schedule).toMatchObject({ status: 'active', subscription: id, phases: [{ end_date: seconds('2025-02-01') }] });
  const [phase] = schedule.phases;
  await stripe.subscriptionSchedules.update(schedule.id, {
    end_behavior: 'cancel',
    phases: [
      {
        items: [{ price: price.id, quantity: 1 }],
        start_date: phase?.start_date ?? 0,
        end_date: phase?.end_date ?? 0,
      },
      { items: [{ price: price.id, quantity: 4 }], duration: { interval: 'month' } },
    ],
  });
  account.advanceTo(day('2025-02-02'));
  const changed = await stripe.subscriptions.retrieve(id, { expand: ['latest_invoice', 'schedule'] });
  expect(changed).toMatchObject({
    items: { data: [{ quantity: 4 }] },
    latest_invoice: { total: 80_00 },
    schedule: { current_phase: { start_date: seconds('2025-02-01') } },
  });
  account.advanceTo(day('2025-03-02'));
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: 'canceled',
    ended_at: seconds('2025-03-01'),
  });
  expect((await stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe('completed');
});

test('a schedule is released or cancelled, and ends with a subscription that nobody pays', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const start = () =>
    stripe.subscriptionSchedules.create({
      customer: customer.id,
      start_date: 'now',
      phases: [{ items: [{ price: price.id, quantity: 1 }], duration: { interval: 'year' } }],
    });
  const free = await start();
  const released = await stripe.subscriptionSchedules.release(free.id);
  expect(released).toMatchObject({ status: 'released', subscription: null, released_subscription: free.subscription });
  expect(await stripe.subscriptions.retrieve(String(free.subscription))).toMatchObject({
    status: 'active',
    schedule: null,
  });
  const gone = await start();
  expect(await stripe.subscriptionSchedules.cancel(gone.id)).toMatchObject({ status: 'canceled' });
  expect((await stripe.subscriptions.retrieve(String(gone.subscription))).status).toBe('canceled');
  await expect(stripe.subscriptionSchedules.release(gone.id)).rejects.toMatchObject({ statusCode: 400 });
  const poor = await start();
  account.setPaymentOutcome(customer.id, 'decline');
  account.advanceTo(day('2025-03-01'));
  expect((await stripe.subscriptionSchedules.retrieve(poor.id)).status).toBe('canceled');
  expect(scheduleEvents().filter((type) => type !== 'created' && type !== 'updated')).toEqual([
    'released',
    'canceled',
    'aborted',
  ]);
  const listed = await stripe.subscriptionSchedules.list({ customer: customer.id });
  expect(listed.data).toHaveLength(3);
});
