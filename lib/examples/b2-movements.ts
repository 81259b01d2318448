import type { Entry } from '@/lib/ledger/entry';
import { rateTable, type StoredRate } from '@/lib/money/rates';
import { hundredths, levelOn, MARCH, percent, sumOf } from './evaluate';
import type { Example, ExampleSection } from './example';
import { created, ended, foldLife, type LifeEvent, line, paidInvoice, subscription, updated } from './stripe-life';

const RATES: StoredRate[] = [
  { base: 'eur', quote: 'usd', day: '2026-01-05', rate: '1.09' },
  { base: 'eur', quote: 'usd', day: '2026-02-28', rate: '1.10' },
  { base: 'eur', quote: 'usd', day: '2026-03-31', rate: '1.08' },
];
const table = rateTable(RATES);
const JANUARY = '2026-01-05';
const KINDS = ['new', 'reactivation', 'expansion', 'contraction', 'churn'] as const;

const plan = (amount: number, since = JANUARY, id = 'sub', currency = 'usd') =>
  subscription(id, since, [{ amount, currency }]);
const since = (amount: number, day = JANUARY, id = 'sub', currency = 'usd') =>
  created(plan(amount, day, id, currency), day);

/** Data set B2-1: what each customer did in March. */
const CUSTOMERS: Record<string, LifeEvent[]> = {
  A: [since(10_000)],
  B: [since(5000), updated(plan(8000), '2026-03-10')],
  C: [since(20_000), updated(plan(15_000), '2026-03-11')],
  D: [since(4000), ended(plan(4000), '2026-03-20')],
  E: [since(6000, '2026-03-12')],
  F: [since(2500), ended(plan(2500), '2026-01-20'), since(2500, '2026-03-25', 'sub_again')],
  G: [since(3000, JANUARY, 'sub', 'eur')],
};

interface MonthOf {
  start: bigint;
  end: bigint;
  moves: Record<(typeof KINDS)[number], bigint>;
  fx: bigint;
}

function monthOf(life: readonly LifeEvent[]): MonthOf {
  const { spans, entries } = foldLife(life, { rates: RATES });
  const [start, end] = [levelOn(spans, '2026-02-28', table), levelOn(spans, '2026-03-31', table)];
  const move = (kind: (typeof KINDS)[number]) => sumOf(entries, `mrr_${kind}`, MARCH, 'amount', table);
  const moves = {
    new: move('new'),
    reactivation: move('reactivation'),
    expansion: move('expansion'),
    contraction: move('contraction'),
    churn: move('churn'),
  };
  const moved = KINDS.reduce((sum, kind) => sum + moves[kind], 0n);
  return { start, end, moves, fx: end - start - moved };
}

/** The month of all customers: their sums, and how many had MRR when. */
export function march() {
  const months = Object.values(CUSTOMERS).map(monthOf);
  const sum = (of: (month: MonthOf) => bigint) => months.reduce((total, month) => total + of(month), 0n);
  const count = (holds: (month: MonthOf) => boolean) => BigInt(months.filter(holds).length);
  return {
    start: sum(({ start }) => start),
    end: sum(({ end }) => end),
    fx: sum(({ fx }) => fx),
    kind: (kind: (typeof KINDS)[number]) => sum(({ moves }) => moves[kind]),
    opening: count(({ start }) => start > 0n),
    closing: count(({ end }) => end > 0n),
    churned: count(({ moves }) => moves.churn < 0n),
    joined: count(({ moves }) => moves.new > 0n),
    returned: count(({ moves }) => moves.reactivation > 0n),
  };
}

const signed = (value: bigint) => (value > 0n ? `+${value}` : String(value));
const named = ({ moves, fx }: MonthOf): string => {
  const found = [...KINDS.map((kind) => [kind, moves[kind]] as const), ['FX', fx] as const].filter(
    ([, minor]) => minor !== 0n,
  );
  return found.map(([kind, minor]) => `${kind} ${signed(minor)}`).join(', ') || 'no movement';
};

const customer = (name: string, input: string, expected: string): Example => ({
  id: 'B2-1',
  input: `customer ${name}: ${input}`,
  expected,
  work: () => {
    const month = monthOf(CUSTOMERS[name] ?? []);
    return { value: named(month), arithmetic: `${month.start} → ${month.end}` };
  },
});

const figure = (
  id: string,
  input: string,
  expected: string,
  work: (of: ReturnType<typeof march>) => string,
): Example => ({
  id,
  input,
  expected,
  work: () => ({ value: work(march()) }),
});

const movements = (entries: readonly Entry[]) =>
  entries
    .filter(({ measure }) => measure.startsWith('mrr_'))
    .filter(({ day }) => day >= MARCH.from)
    .map(({ measure, minor, day }) => `${measure.slice(4)} ${signed(minor)} on ${day}`)
    .join(', ');

export const movementsSection: ExampleSection = {
  id: 'B2',
  title: 'MRR movements',
  about:
    'Each customer in their own currency, day by day: the last state of a day against the last of the day before. What exchange rates do stands apart, and opening + movements + FX = closing.',
  examples: [
    customer('A', '10000 all month', 'no movement'),
    customer('B', '5000, 8000 since 10 March', 'expansion +3000'),
    customer('C', '20000, 15000 since 11 March', 'contraction -5000'),
    customer('D', '4000, ended on 20 March', 'churn -4000'),
    customer('E', '6000 since 12 March', 'new +6000'),
    customer('F', '2500 until 20 January, again since 25 March', 'reactivation +2500'),
    customer('G', '€30; a euro is 1.10, then 1.08', 'FX -60'),
    figure(
      'B2-1',
      'all of them: opening, closing and their difference',
      '42300 → 44740 = +2440',
      ({ start, end }) => `${start} → ${end} = ${signed(end - start)}`,
    ),
    figure('B2-1', 'opening + new + reactivation + expansion − contraction − churn + FX', '44740', (of) =>
      String(of.start + of.fx + KINDS.reduce((sum, kind) => sum + of.kind(kind), 0n)),
    ),
    figure(
      'B2-2',
      'quick ratio: (new + reactivation + expansion) ÷ (contraction + churn)',
      '11500 / 9000 = 1.28',
      (of) => {
        const [up, down] = [
          of.kind('new') + of.kind('reactivation') + of.kind('expansion'),
          -of.kind('contraction') - of.kind('churn'),
        ];
        return `${up} / ${down} = ${hundredths(up, down)}`;
      },
    ),
    figure('B2-3', 'the same without reactivation, as Baremetrics has it', '9000 / 9000 = 1.00', (of) => {
      const [up, down] = [of.kind('new') + of.kind('expansion'), -of.kind('contraction') - of.kind('churn')];
      return `${up} / ${down} = ${hundredths(up, down)}`;
    }),
    figure('B2-4', 'gross MRR churn: (churn + contraction) ÷ opening', '9000 / 42300 = 21.28 %', (of) =>
      percent(-of.kind('churn') - of.kind('contraction'), of.start),
    ),
    figure('B2-5', 'churned MRR rate: churn ÷ opening', '4000 / 42300 = 9.46 %', (of) =>
      percent(-of.kind('churn'), of.start),
    ),
    figure('B2-6', 'net MRR churn: (churn − expansion) ÷ opening', '1000 / 42300 = 2.36 %', (of) =>
      percent(-of.kind('churn') - of.kind('expansion'), of.start),
    ),
    figure('B2-7', 'NRR: (opening + expansion − contraction − churn) ÷ opening', '36300 / 42300 = 85.82 %', (of) =>
      percent(of.start + of.kind('expansion') + of.kind('contraction') + of.kind('churn'), of.start),
    ),
    figure('B2-8', 'GRR: (opening − contraction − churn) ÷ opening', '33300 / 42300 = 78.72 %', (of) =>
      percent(of.start + of.kind('contraction') + of.kind('churn'), of.start),
    ),
    figure('B2-9', 'a rate of nothing', '–', () => percent(0n, 0n)),
    {
      id: 'B2-10',
      input: '$10 becomes $30 on 16 March, with prorations of −500 and +1500 on the invoice',
      expected: 'expansion +2000 on 2026-03-16',
      work: () => {
        const lines = [line('1', -500, 'prod_basic'), line('2', 1500, 'prod_pro')];
        const life = [
          since(1000),
          updated(plan(3000), '2026-03-16'),
          paidInvoice('in_1', 1000, '2026-03-16', { lines, subscription: 'sub' }),
        ];
        return { value: movements(foldLife(life).entries) };
      },
    },
    {
      id: 'B2-11',
      input: '$50 cancelled at 09:00, $30 begun at 15:00 on the same day',
      expected: 'contraction of 2000 in all',
      work: () => {
        const life = [
          since(5000),
          ended(plan(5000), '2026-03-16T09:00:00Z'),
          since(3000, '2026-03-16T15:00:00Z', 'sub_2'),
        ];
        const { entries } = foldLife(life);
        const sum = -sumOf(entries, 'mrr_contraction', MARCH);
        const others = KINDS.filter((kind) => kind !== 'contraction' && sumOf(entries, `mrr_${kind}`, MARCH) !== 0n);
        return { value: `${['contraction', ...others].join(', ')} of ${sum} in all`, arithmetic: movements(entries) };
      },
    },
    {
      id: 'B2-12',
      input: '€100 all month; a euro is 1.10, then 1.08',
      expected: 'FX -200',
      work: () => {
        const month = monthOf([since(10_000, JANUARY, 'sub', 'eur')]);
        return { value: named(month), arithmetic: `${month.start} → ${month.end}` };
      },
    },
  ],
};
