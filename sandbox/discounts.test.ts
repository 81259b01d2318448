import type Stripe from 'stripe';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { eventProblems, listProblems } from './testing/stripe-schema';
import { day, openShop, seconds, startTestSandbox, type TestSandbox, typesSince } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  const { account } = sandbox;
  expect(listProblems(account, '/v1/promotion_codes', { expand: ['data.promotion.coupon'] })).toEqual([]);
  expect(
    listProblems(account, '/v1/subscriptions', { status: 'all', expand: ['data.discounts.promotion_code'] }),
  ).toEqual([]);
  expect(listProblems(account, '/v1/customers')).toEqual([]);
  expect(eventProblems(account.events())).toEqual([]);
  await sandbox.close();
}, 60_000);

const invoiceOf = async (stripe: Stripe, subscription: string) => {
  const [invoice] = (await stripe.invoices.list({ subscription })).data;
  if (!invoice) throw new Error('no invoice');
  return invoice;
};

async function promotion(stripe: Stripe, code: string, options: Partial<Stripe.PromotionCodeCreateParams> = {}) {
  const coupon = await stripe.coupons.create({ percent_off: 25, duration: 'forever' });
  return stripe.promotionCodes.create({ code, promotion: { type: 'coupon', coupon: coupon.id }, ...options });
}

test('a promotion code is redeemed by a subscription, and its discount says so', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const code = await promotion(stripe, 'SPRING25', { max_redemptions: 1, metadata: { campaign: 'spring' } });
  expect(code).toMatchObject({ active: true, promotion: { type: 'coupon' }, times_redeemed: 0 });
  const subscribe = () =>
    stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      discounts: [{ promotion_code: code.id }],
      expand: ['discounts.promotion_code', 'latest_invoice'],
    });
  expect(await subscribe()).toMatchObject({
    discounts: [{ promotion_code: { code: 'SPRING25', metadata: { campaign: 'spring' } } }],
    latest_invoice: { total: 15_00 },
  });
  const used = await stripe.promotionCodes.list({ code: 'spring25' });
  expect(used.data).toMatchObject([{ active: false, times_redeemed: 1 }]);
  expect(account.events().map(({ type }) => type)).toContain('promotion_code.updated');
  await expect(subscribe()).rejects.toMatchObject({ code: 'promotion_code_invalid' });
  expect((await stripe.promotionCodes.list({ active: true })).data).toEqual([]);
});

test('a code can be for one customer, for the first purchase, until a day, and is gone with its coupon', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe);
  const other = await stripe.customers.create();
  const redeem = (id: string) =>
    stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      discounts: [{ promotion_code: id }],
    });
  const refused = { code: 'promotion_code_invalid' };
  await expect(redeem((await promotion(stripe, 'OTHERS', { customer: other.id })).id)).rejects.toMatchObject(refused);
  const first = await promotion(stripe, 'FIRST', { restrictions: { first_time_transaction: true } });
  await redeem(first.id);
  await expect(redeem(first.id)).rejects.toMatchObject(refused);
  const short = await promotion(stripe, 'SHORT', { expires_at: seconds('2025-01-03') });
  await expect(promotion(stripe, 'short')).rejects.toMatchObject({ statusCode: 400, param: 'code' });
  account.advanceTo(day('2025-01-03'));
  expect(account.events().at(-1)).toMatchObject({ type: 'promotion_code.updated' });
  await expect(redeem(short.id)).rejects.toMatchObject(refused);
  await expect(stripe.promotionCodes.update(short.id, { active: true })).rejects.toMatchObject({ statusCode: 400 });
  await stripe.coupons.del(String(first.promotion.coupon));
  expect(await stripe.promotionCodes.retrieve(first.id)).toMatchObject({ active: false });
});

test('stacked discounts take from what those before them left, in the order of the list', async () => {
  const { stripe } = sandbox;
  const { customer, price } = await openShop(stripe, 100_00);
  await stripe.coupons.create({ id: 'TEN', amount_off: 10_00, currency: 'usd', duration: 'forever' });
  await stripe.coupons.create({ id: 'HALF', percent_off: 50, duration: 'forever' });
  const bill = async (...coupons: string[]) => {
    const { id } = await stripe.subscriptions.create({
      customer: customer.id,
      items: [{ price: price.id }],
      discounts: coupons.map((coupon) => ({ coupon })),
    });
    const { total, total_discount_amounts: amounts } = await invoiceOf(stripe, id);
    return [total, ...(amounts ?? []).map(({ amount }) => amount)];
  };
  expect(await bill('TEN', 'HALF')).toEqual([45_00, 10_00, 45_00]);
  expect(await bill('HALF', 'TEN')).toEqual([40_00, 50_00, 10_00]);
});

test('a discount of one item comes before those of the subscription, and ends on its own', async () => {
  const { stripe, account } = sandbox;
  const { customer, price, product } = await openShop(stripe, 100_00);
  const addOn = await stripe.prices.create({
    product: product.id,
    currency: 'usd',
    unit_amount: 50_00,
    recurring: { interval: 'month' },
  });
  await stripe.coupons.create({ id: 'TWO', percent_off: 20, duration: 'repeating', duration_in_months: 2 });
  await stripe.coupons.create({ id: 'TEN', percent_off: 10, duration: 'forever' });
  const subscription = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price: price.id, discounts: [{ coupon: 'TWO' }] }, { price: addOn.id }],
    discounts: [{ coupon: 'TEN' }],
    expand: ['items.data.discounts'],
  });
  const [item] = subscription.items.data;
  expect(item?.discounts).toMatchObject([{ subscription_item: item?.id, source: { coupon: 'TWO' } }]);
  const invoice = await invoiceOf(stripe, subscription.id);
  expect(invoice.lines.data.map(({ discount_amounts }) => discount_amounts?.map(({ amount }) => amount))).toEqual([
    [20_00, 8_00],
    [5_00],
  ]);
  expect(invoice.total).toBe(117_00);
  const before = account.events().length;
  account.advanceTo(day('2025-03-01'));
  expect(typesSince(account, before)).toContain('customer.discount.deleted');
  account.advanceTo(day('2025-03-02'));
  expect((await invoiceOf(stripe, subscription.id)).total).toBe(135_00);
  await stripe.subscriptionItems.update(item?.id ?? '', { discounts: [{ coupon: 'TEN' }] });
  expect((await stripe.subscriptionItems.retrieve(item?.id ?? '')).discounts).toHaveLength(1);
  await stripe.subscriptionItems.update(item?.id ?? '', { discounts: '' });
  expect((await stripe.subscriptionItems.retrieve(item?.id ?? '')).discounts).toEqual([]);
});

/** Current SDKs have no parameter for it; older integrations give coupons to customers. */
const giveCustomer = (stripe: Stripe, id: string, params: Record<string, string>) =>
  stripe.rawRequest('POST', `/v1/customers/${id}`, params);

test('a customer’s discount applies where a subscription has none, and is deleted with its event', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe, 100_00);
  await stripe.coupons.create({ id: 'TEN', percent_off: 10, duration: 'forever' });
  await stripe.coupons.create({ id: 'HALF', percent_off: 50, duration: 'forever' });
  const before = account.events().length;
  await giveCustomer(stripe, customer.id, { coupon: 'TEN' });
  expect(typesSince(account, before)).toEqual(['customer.discount.created', 'customer.updated']);
  const subscribe = (discounts: { coupon: string }[]) =>
    stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }], discounts });
  const plain = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  const own = await subscribe([{ coupon: 'HALF' }]);
  expect([(await invoiceOf(stripe, plain.id)).total, (await invoiceOf(stripe, own.id)).total]).toEqual([90_00, 50_00]);
  expect(plain.discounts).toEqual([]);
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ discount: { source: { coupon: 'TEN' } } });
  await stripe.customers.deleteDiscount(customer.id);
  expect(typesSince(account, account.events().length - 2)).toEqual(['customer.discount.deleted', 'customer.updated']);
  account.advanceTo(day('2025-02-02'));
  expect((await invoiceOf(stripe, plain.id)).total).toBe(100_00);
});

test('a customer’s one-time discount is used up by one bill, and a repeating one by its months', async () => {
  const { stripe, account } = sandbox;
  const { customer, price } = await openShop(stripe, 100_00);
  await stripe.coupons.create({ id: 'ONCE', percent_off: 10, duration: 'once' });
  await stripe.coupons.create({ id: 'MONTH', percent_off: 10, duration: 'repeating', duration_in_months: 1 });
  await giveCustomer(stripe, customer.id, { coupon: 'ONCE' });
  const { id } = await stripe.subscriptions.create({ customer: customer.id, items: [{ price: price.id }] });
  expect((await invoiceOf(stripe, id)).total).toBe(90_00);
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ discount: null });
  await giveCustomer(stripe, customer.id, { coupon: 'MONTH' });
  account.advanceTo(day('2025-02-02'));
  expect(await stripe.customers.retrieve(customer.id)).toMatchObject({ discount: null });
});

test('an invoice, or one item of it, takes a coupon that nobody holds afterwards', async () => {
  const { stripe, account } = sandbox;
  const { customer } = await openShop(stripe);
  await stripe.coupons.create({ id: 'TEN', percent_off: 10, duration: 'forever' });
  const code = await promotion(stripe, 'QUARTER');
  const draft = await stripe.invoices.create({ customer: customer.id, discounts: [{ promotion_code: code.id }] });
  const add = (discounts: { coupon: string }[]) =>
    stripe.invoiceItems.create({
      customer: customer.id,
      invoice: draft.id,
      amount: 100_00,
      currency: 'usd',
      ...(discounts.length > 0 && { discounts }),
    });
  await add([{ coupon: 'TEN' }]);
  await add([]);
  const open = await stripe.invoices.finalizeInvoice(draft.id);
  expect(open).toMatchObject({ subtotal: 200_00, total: 67_50 + 75_00 });
  expect(account.events().filter(({ type }) => type.startsWith('customer.discount'))).toEqual([]);
});
