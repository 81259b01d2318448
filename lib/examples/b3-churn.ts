import type { Definitions } from '@/lib/ledger/definitions';
import { march } from './b2-movements';
import { levelOn, percent } from './evaluate';
import type { Example, ExampleSection } from './example';
import { created, ended, foldLife, type LifeEvent, subscription, updated } from './stripe-life';
import { at } from './stripe-objects';

const JANUARY = '2026-01-05';
const plan = (since = JANUARY, id = 'sub', extra: Record<string, unknown> = {}) =>
  subscription(id, since, [{ amount: 1000 }], extra);
const begun = (since = JANUARY, id = 'sub') => created(plan(since, id), since);

/** Movements after the first, with their days and reasons. */
function story(life: readonly LifeEvent[], definitions: Partial<Definitions> = {}): string {
  return foldLife(life, { definitions })
    .entries.filter(({ measure, day }) => /^mrr_/.test(measure) && day > JANUARY)
    .map(({ measure, day, detail }) => `${measure.slice(4)}${detail.reason ? ` (${detail.reason})` : ''} on ${day}`)
    .join(', ');
}

const told = (
  id: string,
  input: string,
  expected: string,
  life: LifeEvent[],
  definitions: Partial<Definitions> = {},
): Example => ({
  id,
  input,
  expected,
  work: () => ({ value: story(life, definitions) }),
});

const requested = { cancel_at_period_end: true, canceled_at: at('2026-03-15'), cancel_at: at('2026-04-10') };
const asked = updated(plan(JANUARY, 'sub', requested), '2026-03-15');
const tookBack = updated(plan(), '2026-04-01');
const because = (reason: string) => ended(plan(), '2026-03-15', { cancellation_details: { reason } });

/** B3-1: the months of a hundred customers and one who had only just come. */
function hundred(): string {
  const leaves = ended(plan(), '2026-03-15');
  const comesBack = [begun(), leaves, begun('2026-03-20', 'sub_back')];
  const visits = [begun('2026-03-03'), ended(plan('2026-03-03'), '2026-03-25')];
  const lives = [
    ...Array.from({ length: 89 }, () => [begun()]),
    ...Array.from({ length: 10 }, () => [begun(), leaves]),
    comesBack,
    visits,
  ];
  const levels = lives.map((life) => {
    const { spans } = foldLife(life);
    return [levelOn(spans, '2026-02-28'), levelOn(spans, '2026-03-31')] as const;
  });
  const opening = levels.filter(([start]) => start > 0n);
  return percent(BigInt(opening.filter(([, end]) => end === 0n).length), BigInt(opening.length));
}

export const churnSection: ExampleSection = {
  id: 'B3',
  title: 'Customer churn',
  about: 'Customers with MRR at the start of the period who have none at its end ÷ customers with MRR at its start.',
  examples: [
    {
      id: 'B3-1',
      input: '100 at the start; 12 end, of whom one comes back and one had joined within the period',
      expected: '10 / 100 = 10.00 %',
      work: () => ({ value: hundred() }),
    },
    told('B3-2', 'cancellation asked for on 15 March, period ends 10 April', 'churn (voluntary) on 2026-04-10', [
      begun(),
      asked,
      ended(plan(JANUARY, 'sub', requested), '2026-04-10', { canceled_at: at('2026-03-15') }),
    ]),
    told(
      'B3-3',
      'the same, churn counts when it is asked for; taken back on 1 April',
      'churn (voluntary) on 2026-03-15, reactivation on 2026-04-01',
      [begun(), asked, tookBack],
      { churnAt: 'requested' },
    ),
    told('B3-4', 'cancelled at once on 15 March, 12:00', 'churn (voluntary) on 2026-03-15', [
      begun(),
      ended(plan(), '2026-03-15T12:00:00Z'),
    ]),
    told('B3-5', 'the same, told by Stripe three days later', 'churn (voluntary) on 2026-03-15', [
      begun(),
      ended(plan(), '2026-03-15T12:00:00Z', {}, '2026-03-18T12:00:00Z'),
    ]),
    told('B3-6', 'reason payment_failed', 'churn (involuntary) on 2026-03-15', [begun(), because('payment_failed')]),
    told('B3-6', 'reason payment_disputed', 'churn (involuntary) on 2026-03-15', [
      begun(),
      because('payment_disputed'),
    ]),
    told('B3-6', 'reason cancellation_requested', 'churn (voluntary) on 2026-03-15', [
      begun(),
      because('cancellation_requested'),
    ]),
    told('B3-7', 'two subscriptions, one is cancelled', 'contraction (voluntary) on 2026-03-15', [
      begun(),
      begun(JANUARY, 'sub_2'),
      ended(plan(JANUARY, 'sub_2'), '2026-03-15'),
    ]),
  ],
};

/** How others count the same month (data set B2-1), as far as their documentation says. */
export interface OtherSystem {
  system: string;
  formula: string;
  expected: string;
  work: () => string;
}

export const OTHER_SYSTEMS: readonly OtherSystem[] = [
  {
    system: 'Headwater',
    formula: 'without MRR at the end ÷ with MRR at the start',
    expected: '1 / 5 = 20.00 %',
    work: () => percent(march().churned, march().opening),
  },
  {
    system: 'Stripe',
    formula: 'churned in the last 30 days ÷ (active 30 days ago + new since); rolling',
    expected: '1 / 6 = 16.67 %',
    work: () => percent(march().churned, march().opening + march().joined),
  },
  {
    system: 'Stripe, if reactivations are new (undocumented)',
    formula: 'churned ÷ (active + new + reactivated)',
    expected: '1 / 7 = 14.29 %',
    work: () => percent(march().churned, march().opening + march().joined + march().returned),
  },
  {
    system: 'ChartMogul',
    formula: 'churned, without those who joined or came back within the period ÷ at the start',
    expected: '1 / 5 = 20.00 %',
    work: () => percent(march().churned, march().opening),
  },
  {
    system: 'RevenueCat',
    formula: '(expired − resubscribed) ÷ active at the start; may be below zero',
    expected: '0 / 5 = 0.00 %',
    work: () => percent(march().churned - march().returned, march().opening),
  },
  {
    system: 'Baremetrics (unverified)',
    formula: 'churned, with those who joined and left within 30 days ÷ at the start',
    expected: '1 / 5 = 20.00 %',
    work: () => percent(march().churned, march().opening),
  },
  {
    system: 'ProfitWell',
    formula: 'who joined and left within the month is on neither side',
    expected: '1 / 5 = 20.00 %',
    work: () => percent(march().churned, march().opening),
  },
  {
    system: 'Polar',
    formula: 'churned in the interval ÷ active at its start',
    expected: '1 / 5 = 20.00 %',
    work: () => percent(march().churned, march().opening),
  },
];
