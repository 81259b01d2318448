import { rateTable } from '@/lib/money/rates';
import { EVER, flowOf, sumOf } from './evaluate';
import type { Example, ExampleSection } from './example';
import { charged, foldLife, type LifeEvent, paidInvoice } from './stripe-life';
import { checkoutSession, paymentIntent } from './stripe-objects';

const WHEN = '2026-03-10';

const session = (extra: Record<string, unknown>, type = 'completed', when = WHEN): LifeEvent => ({
  type: `checkout.session.${type}`,
  at: when,
  object: checkoutSession('cs_1', 'cus_1', 1500, WHEN, extra),
});

const intent: LifeEvent = {
  type: 'payment_intent.succeeded',
  at: WHEN,
  object: paymentIntent('pi_1', 'cus_1', 1500, WHEN),
};

/** The sales of a life: their amounts without tax, in their own currency. */
const sales = (life: readonly LifeEvent[]): string =>
  foldLife(life)
    .sales.map(({ net, currency }) => `${net} ${currency}`)
    .join(', ') || 'no sale';

const sale = (id: string, input: string, expected: string, ...life: LifeEvent[]): Example => ({
  id,
  input,
  expected,
  work: () => {
    const [first] = foldLife(life).entries.filter(({ measure }) => measure === 'sale');
    return { value: sales(life), ...(first ? { arithmetic: first.detail.arithmetic } : {}) };
  },
});

const conversion = (total: number) => ({
  currency_conversion: { amount_total: total, amount_subtotal: total, fx_rate: '1.37', source_currency: 'usd' },
});
const taxed = (extra: Record<string, unknown>) =>
  paidInvoice('in_1', 12_000, WHEN, { total_excluding_tax: 10_000, ...extra });

const FIVE: LifeEvent[] = [
  session({ mode: 'subscription', invoice: 'in_1', payment_intent: null }),
  paidInvoice('in_1', 1500, WHEN, { payment_intent: 'pi_1' }),
  { ...paidInvoice('in_1', 1500, WHEN, { payment_intent: 'pi_1' }), type: 'invoice.payment_succeeded' },
  intent,
  charged('ch_1', 1500, WHEN, { payment_intent: 'pi_1' }),
];

/** All orders of the five events, the first of each twice. */
function permutations<T>(items: readonly T[]): T[][] {
  if (items.length <= 1) return [[...items]];
  return items.flatMap((item, index) =>
    permutations(items.filter((_, at) => at !== index)).map((rest) => [item, ...rest]),
  );
}

const unpaid = { payment_status: 'unpaid', payment_intent: null };

export const revenueSection: ExampleSection = {
  id: 'B6',
  title: 'Revenue',
  about:
    'Gross − discounts − tax − refunds − lost disputes − Stripe fees = net. One payment is one sale, however many events describe it.',
  examples: [
    sale(
      'B6-1',
      'checkout of cad 2055, converted by Stripe to usd 1500',
      '1500 usd',
      session({ currency: 'cad', amount_total: 2055, ...conversion(1500) }),
    ),
    sale(
      'B6-2',
      'the same with 13 % tax: cad 2322, of which 267 is tax, converted to usd 1695',
      '1500 usd',
      session({
        currency: 'cad',
        amount_total: 2322,
        total_details: { amount_tax: 267, amount_discount: 0 },
        ...conversion(1695),
      }),
    ),
    {
      id: 'B6-3',
      input: 'cad 2055, not converted; 1.37 CAD per USD',
      expected: '1500 US cents',
      work: () => {
        const rates = [{ base: 'usd', quote: 'cad', day: WHEN, rate: '1.37' }];
        const { entries } = foldLife([paidInvoice('in_1', 2055, WHEN, { currency: 'cad' })], { rates });
        return {
          value: `${sumOf(entries, 'sale', EVER, 'amount', rateTable(rates))} US cents`,
          arithmetic: '20.55 ÷ 1.37',
        };
      },
    },
    sale(
      'B6-4',
      'checkout of usd 1500, shown to the buyer as cad 2055',
      '1500 usd',
      session({ presentment_details: { presentment_amount: 2055, presentment_currency: 'cad' } }),
    ),
    sale('B6-5', 'invoice of 12000, 10000 without tax, paid in full', '10000 usd', taxed({})),
    sale('B6-6', 'the same, 6000 paid', '5000 usd', taxed({ amount_paid: 6000 })),
    sale('B6-7', 'the same, 10000 from the customer balance, 2000 paid', '1667 usd', taxed({ amount_paid: 2000 })),
    sale(
      'B6-8',
      'invoice whose total without tax is not known, 900 paid',
      '900 usd',
      paidInvoice('in_1', 900, WHEN, { total_excluding_tax: null }),
    ),
    {
      id: 'B6-9',
      input: 'five events of one payment, in all 120 orders, one of them twice',
      expected: '1500 usd',
      work: () => {
        const found = new Set(permutations(FIVE).map((order) => sales([...order, ...order.slice(0, 1)])));
        return { value: [...found].join(' or ') };
      },
    },
    {
      id: 'B6-10',
      input: 'a charge of 10000, of which Stripe keeps 320 (2.9 % + 30)',
      expected: 'fee 320, net 9680',
      work: () => {
        const kept = { id: 'txn_1', object: 'balance_transaction', fee: 320, currency: 'usd' };
        const { entries } = foldLife([charged('ch_1', 10_000, WHEN, { balance_transaction: kept })]);
        return {
          value: `fee ${sumOf(entries, 'fee', EVER)}, net ${flowOf('net-revenue', entries, EVER)}`,
          arithmetic: '10000 − 320',
        };
      },
    },
    sale('B6-12', 'a guest’s checkout, without a customer', '1500 usd', session({ customer: null })),
    sale(
      'B6-13',
      'unpaid when completed, paid two days later',
      '1500 usd',
      session(unpaid),
      session({ ...unpaid, payment_status: 'paid' }, 'async_payment_succeeded', '2026-03-12'),
    ),
    sale(
      'B6-13',
      'unpaid when completed, then failed',
      'no sale',
      session(unpaid),
      session(unpaid, 'async_payment_failed', '2026-03-12'),
    ),
    sale(
      'B6-14',
      'a checkout that only stores a card',
      'no sale',
      session({ mode: 'setup', amount_total: 0, payment_intent: null }),
    ),
  ],
};
