import { z } from 'zod';
import { customerOf, testCard } from './perform-customer';
import type { StageSet } from './stage';
import { known, newest, post, priceKey } from './stage';
import type { Deed } from './steps';

const bill = z.object({ status: z.string(), amount_paid: z.number(), amount_remaining: z.number() });

/** A credit note over the newest invoice: money back, credit for the next one, settled elsewhere, or less to pay. */
export function performCredit(stage: StageSet, life: string, { percent, how }: Deed & { kind: 'credit' }): void {
  const { account } = stage;
  const invoice = known(newest(account, '/v1/invoices', { customer: customerOf(stage, life) }), `invoice of ${life}`);
  const { amount_paid: paid, amount_remaining: owed } = bill.parse(account.request('GET', `/v1/invoices/${invoice}`));
  const amount = Math.round(((how === 'less-to-pay' ? owed : paid) * percent) / 100);
  const part = { refund: 'refund_amount', balance: 'credit_amount', outside: 'out_of_band_amount' };
  account.request('POST', '/v1/credit_notes', {
    invoice,
    amount,
    reason: 'product_unsatisfactory',
    ...(how !== 'less-to-pay' && { [part[how]]: amount }),
  });
}

/** Two workshops, a set-up on top and something without a product, on one invoice; paid at once, or a part of it. */
export function performBuyBundle(stage: StageSet, life: string, { paid }: Deed & { kind: 'buy-bundle' }): void {
  const { account } = stage;
  const customer = customerOf(stage, life);
  const workshop = known(stage.prices.get(priceKey('workshop', 'once', 'usd', 1)), 'price of the workshop');
  const setUp = post(account, '/v1/prices', {
    currency: 'usd',
    unit_amount: 150_00,
    product: known(stage.products.business, 'business'),
  });
  const invoice = post(account, '/v1/invoices', { customer, currency: 'usd', auto_advance: false });
  for (const price of [workshop, workshop, setUp]) {
    account.request('POST', '/v1/invoiceitems', { customer, invoice, pricing: { price } });
  }
  account.request('POST', '/v1/invoiceitems', {
    ...{ customer, invoice, amount: 64_00, currency: 'usd', description: 'Travel of the trainer' },
  });
  account.request('POST', `/v1/invoices/${invoice}/finalize`);
  if (paid === undefined) account.request('POST', `/v1/invoices/${invoice}/pay`);
  else payPart(stage, invoice, { customer, amount: paid });
}

function payPart(
  { account }: StageSet,
  invoice: string,
  { customer, amount }: { customer: string; amount: number },
): void {
  const payment = post(account, '/v1/payment_intents', {
    ...{ amount, currency: 'usd', customer, confirm: true, payment_method: testCard },
    payment_method_types: ['card'],
  });
  account.request('POST', `/v1/invoices/${invoice}/attach_payment`, { payment_intent: payment });
}

const balance = z.object({ available: z.array(z.object({ amount: z.number(), currency: z.string() })) });

/** All dollars that are there go to the bank. */
export function performPayOut({ account }: StageSet): void {
  const { available } = balance.parse(account.request('GET', '/v1/balance'));
  const amount = available.find(({ currency }) => currency === 'usd')?.amount ?? 0;
  if (amount > 0) account.request('POST', '/v1/payouts', { amount, currency: 'usd' });
}
