import { afterEach, beforeEach, expect, test } from 'vitest';
import { schemaErrors } from './testing/stripe-schema';
import { openShop, startTestSandbox, type TestSandbox } from './testing/test-sandbox';

let sandbox: TestSandbox;
beforeEach(async () => {
  sandbox = await startTestSandbox();
});
afterEach(async () => {
  expect(sandbox.account.events().flatMap(schemaErrors)).toEqual([]);
  await sandbox.close();
});

/** Opens an address as a browser does; the answer leads on. */
const open = async (url: string) => (await fetch(url, { redirect: 'manual' })).headers.get('location');

test('everybody who opens a link gets a session of their own that knows where they came from', async () => {
  const { stripe } = sandbox;
  const { price } = await openShop(stripe);
  const link = await stripe.paymentLinks.create({
    line_items: [{ price: price.id, quantity: 2 }],
    metadata: { campaign: 'spring' },
    subscription_data: { trial_period_days: 7, metadata: { plan: 'gold' } },
    after_completion: { type: 'redirect', redirect: { url: 'https://shop.example/{CHECKOUT_SESSION_ID}' } },
  });
  const first = await open(`${link.url}?client_reference_id=visitor-7&prefilled_email=ada%40example.com`);
  await open(link.url);
  const sessions = (await stripe.checkout.sessions.list({ payment_link: link.id })).data;
  expect(sessions).toHaveLength(2);
  const [, mine] = sessions;
  expect(mine).toMatchObject({
    url: first,
    client_reference_id: 'visitor-7',
    customer_email: 'ada@example.com',
    metadata: { campaign: 'spring' },
    mode: 'subscription',
  });
  const paid = await fetch(first ?? '', {
    method: 'POST',
    body: new URLSearchParams({ payment: '4242424242424242' }),
    redirect: 'manual',
  });
  expect(paid.headers.get('location')).toBe(`https://shop.example/${mine?.id}`);
  expect(await stripe.checkout.sessions.retrieve(mine?.id ?? '', { expand: ['subscription'] })).toMatchObject({
    client_reference_id: 'visitor-7',
    subscription: { status: 'trialing', metadata: { plan: 'gold' } },
  });
});

test('a link is listed, changed and closed', async () => {
  const { stripe, account } = sandbox;
  const price_data = { currency: 'usd', unit_amount: 9_00, product_data: { name: 'Poster' } };
  const link = await stripe.paymentLinks.create({ line_items: [{ price_data, quantity: 1 }] });
  expect(link.after_completion.type).toBe('hosted_confirmation');
  const items = await stripe.paymentLinks.listLineItems(link.id);
  expect(items.data).toMatchObject([{ amount_total: 9_00, description: 'Poster' }]);
  const page = await open(link.url);
  const thanks = await fetch(page ?? '', {
    method: 'POST',
    body: new URLSearchParams({ email: 'ada@example.com', payment: '4242424242424242' }),
  });
  expect(await thanks.text()).toContain('Thank you');
  await stripe.paymentLinks.update(link.id, { active: false, metadata: { ended: 'yes' } });
  expect((await stripe.paymentLinks.list({ active: true })).data).toEqual([]);
  expect((await fetch(link.url)).status).toBe(410);
  expect(account.events().at(-1)?.type).toBe('payment_link.updated');
});
