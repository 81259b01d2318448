import { describe, expect, test } from 'vitest';
import { AppError } from '@/lib/errors';
import { parsePoint } from './parse-point';
import { parseReportParams, type SearchParams } from './report-params';
import type { Account } from './types';

const account: Account = {
  workspaceId: 'ws',
  currency: 'eur',
  timeZone: 'America/New_York',
  weekStart: 'monday',
  feeHandling: 'net_of_fees',
  settingsVersion: 1,
  metadataKeys: ['plan'],
};
/** Still the 31 March in New York. */
const now = new Date('2026-04-01T02:00:00Z');
const parse = (query: SearchParams) => parseReportParams(account, query, now);

function refusedField(run: () => unknown): string | undefined {
  try {
    run();
  } catch (error) {
    if (error instanceof AppError && error.code === 'bad_request') return error.field;
    throw error;
  }
  throw new Error('It was accepted.');
}

test('without parameters: the last twelve months and the running one, as the workspace’s zone has it', () => {
  expect(parse({})).toMatchObject({
    from: '2025-03-01',
    to: '2026-04-01',
    interval: 'month',
    currency: 'eur',
    breakdown: null,
    filters: [],
    compare: null,
    mode: 'live',
  });
});

test('a filter is one of its values, or none of them; codes are compared in the case they are stored in', () => {
  const { filters } = parse({
    'filter[product]': 'prod_a,prod_b',
    'filter[country]!': 'us',
    'filter[currency]': ['USD', 'jpy'],
  });
  expect(filters).toEqual([
    { dimension: 'product', negated: false, values: ['prod_a', 'prod_b'] },
    { dimension: 'country', negated: true, values: ['US'] },
    { dimension: 'currency', negated: false, values: ['usd', 'jpy'] },
  ]);
});

test('of a parameter given twice the last counts, and an empty one is not given', () => {
  expect(parse({ interval: ['day', 'week'], currency: '', compare: 'none' })).toMatchObject({
    interval: 'week',
    currency: 'eur',
    compare: null,
  });
});

test('a range in the future of today begins where it says', () => {
  expect(parse({ from: '2026-05-01' })).toMatchObject({ from: '2026-05-01', to: '2026-05-02' });
});

test('what churn counts, how movements are compared, and up to which day are read; nothing is added where nothing is asked', () => {
  const asked = { level: 'person', movementMode: 'net_by_period', day: '0' } as const;
  expect(parse({ ...asked, constantCurrency: 'on' })).toMatchObject({ ...asked, day: 0, constantCurrency: true });
  for (const name of ['level', 'movementMode', 'day', 'constantCurrency'])
    expect(parse({ constantCurrency: 'off' })).not.toHaveProperty(name);
});

describe('what cannot be read is refused by its name', () => {
  test.each<[string, SearchParams]>([
    ['from', { from: '2026-02-30' }],
    ['to', { to: 'today' }],
    ['to', { from: '2026-03-02', to: '2026-03-02' }],
    ['from', { from: '1999-01-01' }],
    ['interval', { interval: 'fortnight' }],
    ['interval', { interval: 'day', from: '2011-01-01' }],
    ['currency', { currency: 'xyz' }],
    ['breakdown', { breakdown: 'person' }],
    ['compare', { compare: 'never' }],
    ['mode', { mode: 'sandbox' }],
    ['preset', { preset: 'stripe' }],
    ['buckets', { buckets: '1,3+' }],
    ['buckets', { buckets: "1,2+' or '1'='1" }],
    ['basis', { basis: "sale'; drop table sale; --" }],
    ['level', { level: 'team' }],
    ['movementMode', { movementMode: 'weekly' }],
    ['constantCurrency', { constantCurrency: 'yes' }],
    ['day', { day: '-1' }],
    ['day', { day: 'thirty' }],
    ['timeZone', { timeZone: 'Mars/Olympus' }],
    ['filter[planet]', { 'filter[planet]': 'x' }],
    ['filter[product]', { 'filter[product]': Array.from({ length: 201 }, String) }],
  ])('%s in %j', (field, query) => {
    expect(refusedField(() => parse(query))).toBe(field);
  });

  test.each<[string, SearchParams]>([
    ['start', { end: '2026-04-01' }],
    ['end', { start: '2026-03-01' }],
    ['end', { start: '2026-03-01', end: '1 April' }],
    ['limit', { start: '2026-03-01', end: '2026-04-01', limit: '10001' }],
    ['limit', { start: '2026-03-01', end: '2026-04-01', limit: 'all' }],
    ['cursor', { start: '2026-03-01', end: '2026-04-01', cursor: 'x'.repeat(4001) }],
  ])('%s of a point in %j', (field, query) => {
    expect(refusedField(() => parsePoint(query))).toBe(field);
  });
});
