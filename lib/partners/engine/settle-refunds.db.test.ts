import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type Harness, startHarness, storeRate } from '@/lib/inbox/testing/harness';
import { checkoutSession, event, refund } from '@/lib/inbox/testing/stripe-objects';
import { book, customer, flat, makeRule, paid, settleAll, startStory } from '../testing/story';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  await startStory(harness);
});
afterAll(() => harness.close());

test('B13-5 a payment in the customer’s currency, of a price in another, refunded in three parts earns nothing', async () => {
  await makeRule({ terms: flat(5000) });
  await makeRule({ name: 'A part', terms: { reward: { kind: 'percent', percent: '60' } } });
  await storeRate(harness.account, 'cad', 'usd', '2026-01-01', '0.73');
  const inCad = { currency: 'cad', payment_intent: 'pi_1' };
  const converted = { amount_subtotal: 1500, amount_total: 1500, fx_rate: '1.37', source_currency: 'usd' };
  const session = checkoutSession('cs_1', 'cus_1', 2055, '2026-03-10', {
    ...{ currency: 'cad', currency_conversion: converted },
  });
  await harness.deliver(
    ...[
      customer(),
      event('checkout.session.completed', '2026-03-10', session),
      paid('ch_1', 2055, '2026-03-10', inCad),
    ],
  );
  await settleAll();
  expect(await book()).toEqual(['Ada cs_1 pending 5000: earned 5000', 'Ada cs_1 pending 900: earned 900']);
  const parts = [706, 743, 606].map((amount, index) =>
    event('refund.created', '2026-03-11', refund(`re_${index}`, 'ch_1', amount, '2026-03-11', inCad)),
  );
  await harness.deliver(...parts);
  await settleAll();
  expect(await book()).toEqual([
    'Ada cs_1 refunded 0: earned 5000 refund -5000',
    'Ada cs_1 refunded 0: earned 900 refund -900',
  ]);
});
