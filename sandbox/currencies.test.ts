import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { eventProblems, listProblems } from './testing/stripe-schema';
import { openShop, startTestSandbox, type TestSandbox } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  const { account } = sandbox;
  expect(listProblems(account, '/v1/prices', { expand: ['data.currency_options'] })).toEqual([]);
  expect(listProblems(account, '/v1/coupons', { expand: ['data.currency_options'] })).toEqual([]);
  expect(listProblems(account, '/v1/promotion_codes', { expand: ['data.restrictions'] })).toEqual([]);
  expect(listProblems(account, '/v1/subscriptions')).toEqual([]);
  expect(listProblems(account, '/v1/checkout/sessions')).toEqual([]);
  expect(eventProblems(account.events())).toEqual([]);
  await sandbox.close();
}, 60_000);

async function twoCurrencies() {
  const { stripe } = sandbox;
  const shop = await openShop(stripe);
  const price = await stripe.prices.create({
    product: shop.product.id,
    currency: 'usd',
    unit_amount: 20_00,
    currency_options: { eur: { unit_amount: 18_00 }, jpy: { unit_amount: 3_000 } },
    recurring: { interval: 'month' },
  });
  return { ...shop, price };
}

test('a price shows what it is in other currencies when it is asked', async () => {
  const { stripe } = sandbox;
  const { price } = await twoCurrencies();
  expect(price.currency_options).toBeUndefined();
  const { currency_options: options } = await stripe.prices.retrieve(price.id, { expand: ['currency_options'] });
  expect(options).toMatchObject({
    usd: { unit_amount: 20_00 },
    eur: { unit_amount: 18_00, custom_unit_amount: null },
    jpy: { unit_amount: 3_000 },
  });
});

test('a subscription is billed in the currency that is asked for, and so are its changes', async () => {
  const { stripe } = sandbox;
  const { customer, price } = await twoCurrencies();
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    currency: 'eur',
    items: [{ price: price.id, quantity: 2 }],
    expand: ['latest_invoice'],
  });
  expect(subscription).toMatchObject({
    currency: 'eur',
    items: { data: [{ price: { currency: 'usd', unit_amount: 20_00 } }] },
    latest_invoice: { currency: 'eur', amount_paid: 36_00, lines: { data: [{ amount: 36_00, currency: 'eur' }] } },
  });
  const changed = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: subscription.items.data[0]?.id, quantity: 3 }],
    proration_behavior: 'always_invoice',
    expand: ['latest_invoice'],
  });
  expect(changed.latest_invoice).toMatchObject({ currency: 'eur', amount_paid: 18_00 });
});

test('whoever pays in a currency keeps paying in it, and one that a price lacks is refused', async () => {
  const { stripe } = sandbox;
  const { customer, price, product } = await twoCurrencies();
  await stripe.subscriptions.create({ customer: customer.id, currency: 'jpy', items: [{ price: price.id }] });
  expect(await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] })).toMatchObject({
    currency: 'jpy',
  });
  const single = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 5_00,
    recurring: { interval: 'month' },
  });
  await expect(
    stripe.subscriptions.create({ customer: customer.id, currency: 'jpy', items: [{ price: single.id }] }),
  ).rejects.toThrow(/jpy/);
});

test('an amount off is another amount in another currency, and nothing in one it does not name', async () => {
  const { stripe } = sandbox;
  const { customer, price } = await twoCurrencies();
  const coupon = await stripe.coupons.create({
    amount_off: 5_00,
    currency: 'usd',
    currency_options: { eur: { amount_off: 4_00 } },
    duration: 'forever',
  });
  const paid = async (currency: string) => {
    const { latest_invoice: invoice } = await stripe.subscriptions.create({
      customer: customer.id,
      currency,
      items: [{ price: price.id }],
      discounts: [{ coupon: coupon.id }],
      expand: ['latest_invoice'],
    });
    return typeof invoice === 'object' ? invoice?.amount_paid : null;
  };
  expect([await paid('usd'), await paid('eur'), await paid('jpy')]).toEqual([15_00, 14_00, 3_000]);
  expect(await stripe.coupons.retrieve(coupon.id, { expand: ['currency_options'] })).toMatchObject({
    currency_options: { eur: { amount_off: 4_00 } },
  });
});

test('checkout sells in the currency that is asked for', async () => {
  const { stripe, account } = sandbox;
  const { price } = await twoCurrencies();
  const session = await stripe.checkout.sessions.create({
    mode: 'subscription',
    currency: 'eur',
    line_items: [{ price: price.id, quantity: 1 }],
    success_url: 'https://shop.example/thanks',
  });
  expect(session).toMatchObject({ amount_total: 18_00, currency: 'eur' });
  account.visit('POST', new URL(session.url ?? '').pathname, {
    email: 'ada@example.com',
    name: 'Ada',
    country: 'DE',
    payment: '4242 4242 4242 4242',
  });
  const [subscription] = (await stripe.subscriptions.list({ expand: ['data.latest_invoice'] })).data;
  expect(subscription).toMatchObject({ currency: 'eur', latest_invoice: { currency: 'eur', amount_paid: 18_00 } });
});

describe('the minimum amount of a promotion code', () => {
  async function codeFrom20() {
    const { stripe } = sandbox;
    const coupon = await stripe.coupons.create({ percent_off: 50, duration: 'forever' });
    return stripe.promotionCodes.create({
      code: 'LARGE',
      promotion: { type: 'coupon', coupon: coupon.id },
      restrictions: {
        minimum_amount: 30_00,
        minimum_amount_currency: 'usd',
        currency_options: { eur: { minimum_amount: 18_00 } },
      },
    });
  }

  test('is asked of a subscription, in its currency', async () => {
    const { stripe } = sandbox;
    const { customer, price } = await twoCurrencies();
    const code = await codeFrom20();
    const subscribe = (currency: string, quantity: number) =>
      stripe.subscriptions.create({
        customer: customer.id,
        currency,
        items: [{ price: price.id, quantity }],
        discounts: [{ promotion_code: code.id }],
      });
    await expect(subscribe('usd', 1)).rejects.toThrow(/larger purchase/);
    await expect(subscribe('jpy', 99)).rejects.toThrow(/larger purchase/);
    expect((await subscribe('usd', 2)).discounts).toHaveLength(1);
    expect((await subscribe('eur', 1)).discounts).toHaveLength(1);
    expect(await stripe.promotionCodes.retrieve(code.id, { expand: ['restrictions.currency_options'] })).toMatchObject({
      times_redeemed: 2,
      restrictions: { currency_options: { eur: { minimum_amount: 18_00 } } },
    });
  });

  test('is asked when a subscription is given one later', async () => {
    const { stripe } = sandbox;
    const { customer, price } = await twoCurrencies();
    const code = await codeFrom20();
    const { id, items } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
    const give = (quantity: number) =>
      stripe.subscriptions.update(id, {
        discounts: [{ promotion_code: code.id }],
        items: [{ id: items.data[0]?.id, quantity }],
      });
    await expect(give(1)).rejects.toThrow(/larger purchase/);
    expect((await give(2)).discounts).toHaveLength(1);
  });

  test('is asked at checkout, where the buyer types the code', async () => {
    const { stripe, account } = sandbox;
    const { price } = await twoCurrencies();
    await codeFrom20();
    const buy = async (quantity: number) => {
      const { url, id } = await stripe.checkout.sessions.create({
        mode: 'subscription',
        allow_promotion_codes: true,
        line_items: [{ price: price.id, quantity }],
        success_url: 'https://shop.example/thanks',
      });
      const form = { email: 'ada@example.com', name: 'Ada', country: 'US', payment: '4242424242424242' };
      const page = account.visit('POST', new URL(url ?? '').pathname, { ...form, promotion_code: 'large' });
      return [page?.status, (await stripe.checkout.sessions.retrieve(id)).amount_total];
    };
    expect(await buy(1)).toEqual([expect.any(Number), 20_00]);
    expect(await buy(2)).toEqual([303, 20_00]);
  });

  test('cannot be given to a customer for good', async () => {
    const { account, stripe } = sandbox;
    const { customer } = await openShop(stripe);
    const { id } = await codeFrom20();
    expect(() => account.request('POST', `/v1/customers/${customer.id}`, { promotion_code: id })).toThrow(/minimum/);
  });
});
