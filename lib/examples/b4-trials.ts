import type { Entry } from '@/lib/ledger/entry';
import { EVER, MARCH, type Range, rateOf, sumOf } from './evaluate';
import type { Example, ExampleSection } from './example';
import { created, ended, foldLife, type LifeEvent, paidInvoice, subscription, updated } from './stripe-life';
import { at } from './stripe-objects';

/** Noon of a day of March; 34 is 3 April. */
const noon = (day: number) => new Date(Date.UTC(2026, 2, day, 12)).toISOString();

interface Trial {
  of: (extra: Record<string, unknown>) => Record<string, unknown>;
  begins: LifeEvent[];
}

/** A trial over days of March, with the invoice of 0 that Stripe makes at its start. */
function trial(from: number, to: number): Trial {
  const of = (extra: Record<string, unknown>) =>
    subscription('sub', noon(from), [{ amount: 5000 }], {
      trial_start: at(noon(from)),
      trial_end: at(noon(to)),
      ...extra,
    });
  return { of, begins: [created(of({ status: 'trialing' }), noon(from)), bill(from, 0)] };
}

const bill = (day: number, total = 5000, paidOn = day): LifeEvent => ({
  ...paidInvoice(`in_${day}`, total, noon(day), {
    subscription: 'sub',
    status_transitions: { paid_at: at(noon(paidOn)), finalized_at: at(noon(day)) },
  }),
  at: noon(paidOn),
});

const unpaidBill = (day: number): LifeEvent => ({
  ...paidInvoice(`in_${day}`, 5000, noon(day), {
    subscription: 'sub',
    status: 'open',
    amount_paid: 0,
    status_transitions: {},
  }),
  type: 'invoice.payment_failed',
});

const becomes = ({ of }: Trial, day: number, status: string, extra: Record<string, unknown> = {}) =>
  updated(of({ status, ...extra }), noon(day));

const [t1, t2, t3, t4, t5, t6] = [
  trial(1, 8),
  trial(3, 17),
  trial(20, 34),
  trial(28, 42),
  trial(10, 17),
  trial(12, 19),
];
const LIVES: LifeEvent[][] = [
  [...t1.begins, becomes(t1, 8, 'active'), bill(8)],
  [...t2.begins, ended(t2.of({}), noon(7))],
  [...t3.begins, becomes(t3, 34, 'active'), bill(34)],
  t4.begins,
  [...t5.begins, becomes(t5, 17, 'past_due'), unpaidBill(17), becomes(t5, 25, 'active'), bill(17, 5000, 25)],
  [...t6.begins, becomes(t6, 19, 'active'), bill(19, 0)],
];

/** The trials' entries as far as Stripe had told by an instant. */
const known = (lives: readonly LifeEvent[][], until: string): Entry[] =>
  lives.flatMap((life) => {
    const events = life.filter((event) => at(event.at) <= at(until));
    return events.length === 0 ? [] : foldLife(events).entries;
  });

const states = (entries: readonly Entry[]) =>
  ['pending', 'at_risk', 'abandoned', 'converted_free']
    .map((state) => [state.replace('_', ' '), sumOf(entries, `trial_${state}`, MARCH, 'quantity')] as const)
    .filter(([, count]) => count > 0n)
    .map(([state, count]) => `${count} ${state}`)
    .join(', ');

const cohort = (
  id: string,
  input: string,
  expected: string,
  lives: readonly LifeEvent[][],
  until: string,
): Example => ({
  id,
  input,
  expected,
  work: () => {
    const entries = known(lives, until);
    const matured = rateOf('trial-conversion', entries, MARCH, 'matured');
    return {
      value: `${rateOf('trial-conversion', entries, MARCH)}; matured ${matured}`,
      arithmetic: states(entries),
    };
  },
});

const one = (id: string, input: string, expected: string, life: LifeEvent[]): Example => ({
  id,
  input,
  expected,
  work: () => {
    const entries = foldLife(life).entries.filter(({ measure }) => /^trial_/.test(measure));
    const found = entries.filter(({ measure }) => !/^trial_(started|ended_all)$/.test(measure));
    const count = sumOf(entries, 'trial_started', EVER, 'quantity');
    const words = found.map(({ measure, day }) =>
      measure.startsWith('trial_ended_') ? `ended ${day}` : `${measure.slice(6)}`,
    );
    return { value: [`${count} trial`, ...words].join(', ') };
  },
});

const [short, early, late] = [trial(1, 8), trial(1, 15), trial(1, 8)];
const ROLLING: Range = { from: '2026-03-06', to: '2026-04-05' };
const APRIL_5 = '2026-04-05T00:00:00Z';

export const trialsSection: ExampleSection = {
  id: 'B4',
  title: 'Trial-to-paid',
  about:
    'A trial is converted when the first non-zero invoice after it is paid. T1 1–8 March, paid. T2 from 3 March, cancelled on the 7th. T3 20 March–3 April, paid. T4 28 March–11 April. T5 10–17 March, paid on retry on the 25th. T6 12–19 March, first invoice 0 by coupon.',
  others:
    'ChartMogul counts trials started in the interval that have since become paying. Baremetrics divides conversions by new trials of the same period. RevenueCat’s newer chart is by start of the trial, its older funnel by the date a person was first seen, and a refund there removes the conversion.',
  examples: [
    cohort(
      'B4-1',
      'T1–T5 that began in March, as of 5 April',
      '3 / 5 = 60.00 %; matured 3 / 4 = 75.00 %',
      LIVES.slice(0, 5),
      APRIL_5,
    ),
    {
      id: 'B4-2',
      input: 'of T1–T5, those that ended in the 30 days before 5 April (Stripe’s rolling rate)',
      expected: '3 / 4 = 75.00 %',
      work: () => ({ value: rateOf('trial-conversion', known(LIVES.slice(0, 5), APRIL_5), ROLLING, 'end') }),
    },
    cohort('B4-3', 'T1–T6, as of 5 April', '3 / 6 = 50.00 %; matured 3 / 5 = 60.00 %', LIVES, APRIL_5),
    cohort(
      'B4-4',
      'T1–T6, as known on 20 March',
      '1 / 4 = 25.00 %; matured 1 / 3 = 33.33 %',
      LIVES,
      '2026-03-20T00:00:00Z',
    ),
    one('B4-5', 'extended on 7 March from the 8th to the 15th, then paid', '1 trial, converted, ended 2026-03-15', [
      ...short.begins,
      becomes(short, 7, 'trialing', { trial_end: at(noon(15)) }),
      becomes(short, 15, 'active', { trial_end: at(noon(15)) }),
      bill(15),
    ]),
    one('B4-6', 'upgraded to paid on 5 March, before its end', '1 trial, converted, ended 2026-03-05', [
      ...early.begins,
      becomes(early, 5, 'active', { trial_end: at(noon(5)) }),
      bill(5),
    ]),
    one('B4-7', 'paused on 8 March for want of a card', '1 trial, abandoned, ended 2026-03-08', [
      ...late.begins,
      becomes(late, 8, 'paused'),
    ]),
    one('B4-7', 'the same, a card added and paid ten days later', '1 trial, converted, ended 2026-03-08', [
      ...late.begins,
      becomes(late, 8, 'paused'),
      becomes(late, 18, 'active'),
      bill(18),
    ]),
  ],
};
