import { afterEach, beforeEach, expect, test } from 'vitest';
import { schemaErrors } from './testing/stripe-schema';
import { openShop, seconds, startTestSandbox, type TestSandbox } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox({ livemode: false });
});
afterEach(async () => {
  expect(sandbox.account.events().flatMap(schemaErrors)).toEqual([]);
  await sandbox.close();
});

test('who lives on a test clock is billed by its time, and the account goes on by its own', async () => {
  const { stripe, account } = sandbox;
  const { price } = await openShop(stripe);
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: seconds('2030-01-31'), name: 'A year' });
  expect(clock).toMatchObject({ livemode: false, status: 'ready' });
  const customer = await stripe.customers.create({ test_clock: clock.id });
  const subscription = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  expect(subscription).toMatchObject({ created: seconds('2030-01-31'), test_clock: clock.id, livemode: false });

  const moving = await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: seconds('2030-03-02') });
  expect(moving.status).toBe('advancing');
  expect(await stripe.testHelpers.testClocks.retrieve(clock.id)).toMatchObject({
    status: 'ready',
    frozen_time: seconds('2030-03-02'),
  });
  const invoices = (await stripe.invoices.list({ customer: customer.id })).data;
  expect(invoices.map(({ created, status, test_clock }) => [created, status, test_clock])).toEqual([
    [seconds('2030-02-28'), 'paid', clock.id],
    [seconds('2030-01-31'), 'paid', clock.id],
  ]);
  expect(account.now().toISOString()).toBe('2025-01-01T00:00:00.000Z');
  const told = await stripe.events.list({ type: 'invoice.paid' });
  expect(told.data.map(({ created }) => created)).toEqual(invoices.map(({ status_transitions: s }) => s.paid_at));
});

test('a clock goes only forward, and takes its customers with it when it is deleted', async () => {
  const { stripe, account } = sandbox;
  const { price } = await openShop(stripe);
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: seconds('2020-01-01') });
  await expect(
    stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: seconds('2019-01-01') }),
  ).rejects.toMatchObject({ param: 'frozen_time' });
  const customer = await stripe.customers.create({ test_clock: clock.id });
  const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  await stripe.testHelpers.testClocks.del(clock.id);
  expect((await stripe.subscriptions.retrieve(id)).status).toBe('canceled');
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ deleted: true });
  expect((await stripe.testHelpers.testClocks.list()).data).toEqual([]);
  expect(account.events().at(-1)?.type).toBe('test_helpers.test_clock.deleted');
});

test('there are no test clocks in live mode', async () => {
  const live = await startTestSandbox();
  await expect(live.stripe.testHelpers.testClocks.create({ frozen_time: 1 })).rejects.toMatchObject({
    statusCode: 400,
  });
  await live.close();
});
