import { type Definitions, definitionsOf, PRESETS, type PresetId } from '@/lib/ledger/definitions';
import type { MrrSpan, Series } from '@/lib/ledger/mrr-spans';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { rateTable, type StoredRate } from '@/lib/money/rates';
import { levelOn } from './evaluate';
import type { Example, ExampleSection } from './example';
import {
  created,
  discount,
  foldLife,
  type ItemTerms,
  type LifeEvent,
  line,
  paidInvoice,
  subscription,
} from './stripe-life';
import { at } from './stripe-objects';

const START = '2026-01-10';
/** The last day of March: a level is that of its end. */
const DAY = '2026-03-31';
const RATES: StoredRate[] = [
  { base: 'eur', quote: 'usd', day: START, rate: '1.08' },
  { base: 'eur', quote: 'usd', day: DAY, rate: '1.10' },
];
const table = rateTable(RATES);

interface Member {
  id: string;
  content: string;
  mrr: number;
  item: ItemTerms;
  extra?: Record<string, unknown>;
  since?: string;
  more?: LifeEvent[];
}

const off = (coupon: Record<string, unknown>, extra: Record<string, unknown> = {}) => ({
  discounts: [discount('coupon', coupon, { start: at(START), ...extra })],
});

/** Golden data set G1: every subscription belongs to a customer of its own. */
const MEMBERS: Member[] = [
  { id: 'S1', content: '$20 a month', mrr: 2000, item: { amount: 2000 } },
  { id: 'S2', content: '$240 a year', mrr: 2000, item: { amount: 24000, interval: 'year' } },
  { id: 'S3', content: '$10 a week', mrr: 4333, item: { amount: 1000, interval: 'week' } },
  { id: 'S4', content: '$30 a month × 3', mrr: 9000, item: { amount: 3000, quantity: 3 } },
  {
    id: 'S5',
    content: '$50 a month, 20 % off forever',
    mrr: 4000,
    item: { amount: 5000 },
    extra: off({ percent_off: 20 }),
  },
  {
    id: 'S6',
    content: '$50 a month, 50 % off for some months, still running',
    mrr: 2500,
    item: { amount: 5000 },
    extra: off({ percent_off: 50, duration: 'repeating', duration_in_months: 6 }, { end: at('2026-07-10') }),
  },
  {
    id: 'S7',
    content: '$15 a month, $14 off once, on the current invoice',
    mrr: 1500,
    item: { amount: 1500 },
    since: '2026-03-10',
    extra: off({ amount_off: 1400, duration: 'once' }, { start: at('2026-03-10') }),
  },
  {
    id: 'S8',
    content: '$40 a month, in trial',
    mrr: 0,
    item: { amount: 4000 },
    extra: { status: 'trialing', trial_start: at(START), trial_end: at('2026-04-10') },
  },
  { id: 'S9', content: '$60 a month, past due', mrr: 6000, item: { amount: 6000 }, extra: { status: 'past_due' } },
  { id: 'S10', content: '$70 a month, unpaid', mrr: 0, item: { amount: 7000 }, extra: { status: 'unpaid' } },
  {
    id: 'S11',
    content: '$80 a month, cancellation asked for on 20 March, ends 10 April',
    mrr: 8000,
    item: { amount: 8000 },
    extra: { cancel_at_period_end: true, canceled_at: at('2026-03-20'), cancel_at: at('2026-04-10') },
  },
  {
    id: 'S12',
    content: '$25 a month, collection paused (void)',
    mrr: 0,
    item: { amount: 2500 },
    extra: { pause_collection: { behavior: 'void', resumes_at: null } },
  },
  {
    id: 'S13',
    content: 'metered, last invoices $33',
    mrr: 0,
    item: { amount: 3300, price: { usage_type: 'metered' } },
    more: ['2026-01-31', '2026-02-28', '2026-03-30'].map((day) =>
      paidInvoice(`in_${day}`, 3300, day, {
        subscription: 'sub_S13',
        lines: [
          line(day, 3300, 'prod_sub_S13_1', {
            pricing: { type: 'price_details', price_details: { price: 'price_sub_S13_1', product: 'prod_sub_S13_1' } },
          }),
        ],
      }),
    ),
  },
  {
    id: 'S14',
    content: '€100 a month; 1.10 on 31 March, 1.08 at its start',
    mrr: 11000,
    item: { amount: 10000, currency: 'eur' },
  },
  {
    id: 'S15',
    content: '$120 a month, 20 % tax included',
    mrr: 10000,
    item: { amount: 12000 },
    extra: { default_tax_rates: [{ id: 'txr_1', object: 'tax_rate', inclusive: true, percentage: 20 }] },
  },
  { id: 'S16', content: '$0 a month', mrr: 0, item: { amount: 0 } },
  {
    id: 'S17',
    content: '$100 a month, 100 % off forever',
    mrr: 0,
    item: { amount: 10000 },
    extra: off({ percent_off: 100 }),
  },
];

function fold({ id, item, extra = {}, since = START, more = [] }: Member, definitions: Partial<Definitions> = {}) {
  const life = [created(subscription(`sub_${id}`, since, [item], extra), since), ...more];
  return foldLife(life, { definitions, rates: RATES });
}

const level = (spans: readonly MrrSpan[]) => levelOn(spans, DAY, table);

/** MRR of the whole set, and of how many customers. */
function snapshot(definitions: Partial<Definitions>) {
  const levels = MEMBERS.map((member) => level(fold(member, definitions).spans)).filter((mrr) => mrr > 0n);
  return { mrr: levels.reduce((a, b) => a + b, 0n), paying: BigInt(levels.length), levels };
}

const under = (name: string, definitions: Partial<Definitions>, mrr: number, paying: number): Example => ({
  id: 'G1',
  input: name,
  expected: `${mrr}, ${paying} paying`,
  work: () => {
    const { mrr: sum, paying: count, levels } = snapshot(definitions);
    return { value: `${sum}, ${count} paying`, arithmetic: levels.join(' + ') };
  },
});

const preset = (id: PresetId, mrr: number, paying: number): Example =>
  under(PRESETS[id].label, definitionsOf(id), mrr, paying);

/** MRR with one of the series beside it taken off and another put on. */
const beside = (name: string, expected: number, signs: Partial<Record<Series, 1n | -1n>>): Example => ({
  id: 'G1',
  input: name,
  expected: String(expected),
  work: () => {
    const sums = MEMBERS.flatMap((member) => {
      const { spans, beside: others } = fold(member);
      return Object.entries(signs).map(
        ([series, sign]) => sign * level([...spans, ...others].filter((span) => span.series === series)),
      );
    });
    return {
      value: String(sums.reduce((a, b) => a + b, 0n)),
      arithmetic: sums.filter((sum) => sum !== 0n).join(' + '),
    };
  },
});

export const goldenSet: ExampleSection = {
  id: 'G1',
  title: 'Golden data set: 17 subscriptions at the end of March 2026',
  about:
    'Each subscription under the default definitions, then all of them under every preset. Presets are named after what they imitate and do not promise equality with that product.',
  examples: [
    ...MEMBERS.map(
      (member): Example => ({
        id: `G1 ${member.id}`,
        input: member.content,
        expected: String(member.mrr),
        work: () => {
          const spans = fold(member).spans.filter(({ from, to }) => from <= DAY && (to === null || to > DAY));
          return { value: String(level(spans)), arithmetic: spans.map(({ arithmetic }) => arithmetic).join('; ') };
        },
      }),
    ),
    preset('default', 60_333, 11),
    preset('stripe-classic', 57_333, 11),
    preset('stripe-all-discounts', 61_433, 12),
    preset('profitwell-like', 58_933, 11),
    preset('revenuecat-like', 62_900, 12),
    under(
      'Default, with the average of the last three metered invoices',
      { usage: 'trailing_3_invoices_average' },
      63_633,
      12,
    ),
    under('Default, past due for 0 days at most', { pastDueGraceDays: 0 }, 54_333, 10),
    under('Default, four weeks are a month', { weekBasis: '12/48' }, 60_000, 11),
    beside('Committed MRR: without what is scheduled to end', 52_333, { mrr: 1n, ending: -1n }),
    beside('Trial MRR', 4000, { trial: 1n }),
    beside('List-price MRR: without discounts', 73_833, { mrr: 1n, discounted: -1n, list: 1n }),
    {
      id: 'G1',
      input: 'ARR',
      expected: '723996',
      work: () => ({ value: String(snapshot({}).mrr * 12n), arithmetic: `${snapshot({}).mrr} × 12` }),
    },
    {
      id: 'G1',
      input: 'ARPU',
      expected: '5485',
      work: () => {
        const { mrr, paying } = snapshot({});
        return { value: String(divideHalfUp(mrr, paying)), arithmetic: `${mrr} ÷ ${paying}` };
      },
    },
  ],
};
