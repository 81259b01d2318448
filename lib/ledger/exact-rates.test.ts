import { expect, test } from 'vitest';
import { charge, event, type FakeEvent, invoice, refund } from '@/lib/inbox/testing/stripe-objects';
import { rateTable } from '@/lib/money/rates';
import { foldEvents } from './testing/fold-events';
import { valueEntry } from './value-entries';

const WHEN = '2026-03-10T12:00:00Z';
const LATER = '2026-03-20T12:00:00Z';

const transaction = (id: string, source: string, amount: number, when: string, extra: Record<string, unknown> = {}) =>
  event('balance_transaction.pulled', when, {
    id,
    object: 'balance_transaction',
    source,
    type: amount < 0 ? 'refund' : 'charge',
    currency: 'usd',
    amount,
    fee: 62,
    created: Date.parse(when) / 1000,
    exchange_rate: 1.1,
    ...extra,
  });

const inEuro = { currency: 'eur' };
const LIFE: FakeEvent[] = [
  event('invoice.paid', WHEN, invoice('in_1', 'cus_1', 1000, WHEN, { ...inEuro, charge: 'ch_1' })),
  event('charge.succeeded', WHEN, charge('ch_1', 'cus_1', 1000, WHEN, { ...inEuro, invoice: 'in_1' })),
  event('refund.created', LATER, refund('re_1', 'ch_1', 500, LATER, inEuro)),
];
const SETTLED = [transaction('txn_1', 'ch_1', 1101, WHEN), transaction('txn_2', 're_1', -560, LATER)];
const STORED = rateTable([{ base: 'eur', quote: 'usd', day: '2026-03-10', rate: '1.05' }]);

function valued(events: readonly FakeEvent[], measure: string, reporting = 'usd', definitions?: object) {
  const { entries } = foldEvents(events, definitions);
  const found = entries.filter((entry) => entry.measure === measure);
  return found.map((entry) => {
    const { reportingMinor, fxRate, fxDay } = valueEntry(entry, reporting, STORED);
    return [reportingMinor, fxRate, fxDay];
  });
}

test.each([
  ['sale_gross', 1101n, '1.101', '2026-03-10'],
  ['charge', 1101n, '1.101', '2026-03-10'],
  ['invoice_paid', 1101n, '1.101', '2026-03-10'],
  ['refund', 560n, '1.12', '2026-03-20'],
  ['refund_by_sale', 551n, '1.101', '2026-03-10'],
])('%s is worth what Stripe made of it, whatever rate is stored', (measure, minor, rate, day) => {
  expect(valued([...LIFE, ...SETTLED], measure)).toEqual([[minor, rate, day]]);
  expect(valued([...SETTLED, ...LIFE].reverse(), measure)).toEqual([[minor, rate, day]]);
});

test('until the balance transaction is read, and into another currency than it is in, the stored rate counts', () => {
  expect(valued(LIFE, 'sale_gross')).toEqual([[1050n, '1.05', '2026-03-10']]);
  expect(valued([...LIFE, ...SETTLED], 'sale_gross', 'gbp')).toEqual([[null, null, null]]);
});

test('a payment that needed no conversion, and a rate of zero decimals', () => {
  const plain = transaction('txn_1', 'ch_1', 1000, WHEN, { currency: 'eur', exchange_rate: null });
  expect(valued([...LIFE, plain], 'sale_gross')).toEqual([[1050n, '1.05', '2026-03-10']]);
  const yen = { currency: 'jpy' };
  const life = [
    event('charge.succeeded', WHEN, charge('ch_2', 'cus_1', 1000, WHEN, yen)),
    transaction('txn_3', 'ch_2', 670, WHEN, { exchange_rate: 0.0067 }),
  ];
  expect(valued(life, 'sale_gross')).toEqual([[670n, '0.0067', '2026-03-10']]);
});
