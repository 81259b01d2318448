import Papa from 'papaparse';
import { describe, expect, test } from 'vitest';
import { metricCsv, rowsCsv } from './to-csv';
import type { ExplainRow, MetricPoint, MetricResult, MetricRows } from './types';

const HARMFUL = `cmd|'/C calc'!A0,"x"\r\ny`;
const LEADS = ['=', '+', '-', '@', '\t', '\r', '\n', '=\u0000'];

const parse = (csv: string) => Papa.parse<string[]>(csv, { newline: '\r\n' }).data;

const row = (text: string): ExplainRow => ({
  id: text,
  part: 'value',
  day: text,
  customer: { id: text, label: text, person: text },
  description: text,
  arithmetic: text,
  objects: [{ type: text, id: text, url: text }],
  amountMinor: -1050,
  currency: 'usd',
  fxRate: text,
  fxDay: text,
  value: -1050,
});

const rows = (of: ExplainRow[], currency = 'usd'): MetricRows => ({
  metric: 'mrr',
  label: 'MRR',
  unit: 'money',
  currency,
  start: '2026-03-01',
  end: '2026-04-01',
  definition: '',
  formula: '',
  value: 0,
  numerator: null,
  denominator: null,
  rows: of,
  rowCount: of.length,
  nextCursor: null,
  unconverted: [],
  settings: {},
});

const point = (value: number | null): MetricPoint => ({
  start: '2026-03-01',
  end: '2026-04-01',
  value,
  numerator: null,
  denominator: null,
  incomplete: false,
});

const chart = (label: string, values: (number | null)[], currency = 'usd'): MetricResult => ({
  metric: 'mrr',
  label: 'MRR',
  unit: 'money',
  currency,
  timeZone: 'UTC',
  interval: 'month',
  asOf: '2026-04-01T00:00:00.000Z',
  settingsVersion: 1,
  series: [{ key: 'x', label, points: values.map(point), total: point(null) }],
  total: point(null),
  unconverted: [],
});

describe.each(LEADS)('F34 a text that begins with %j', (lead) => {
  const text = `${lead}${HARMFUL}`;
  const safe = `'${text.replaceAll('\u0000', '\uFFFD')}`;

  test('is marked as text in every text column of the rows', () => {
    const [header = [], cells = []] = parse(rowsCsv(rows([row(text)])));
    const byColumn = Object.fromEntries(header.map((name, index) => [name, cells[index]]));
    for (const name of ['day', 'customer', 'customer_name', 'person', 'description', 'arithmetic', 'objects']) {
      expect(byColumn[name], name).toBe(safe);
    }
    for (const name of ['fx_rate', 'fx_day']) expect(byColumn[name], name).toBe(safe);
    expect(byColumn).toMatchObject({ amount: '-10.50', value: '-10.50', part: 'value', currency: 'USD' });
  });

  test('is marked as text in the chart’s CSV', () => {
    expect(parse(metricCsv(chart(text, [1]))).at(1)?.[1]).toBe(safe);
  });
});

test('F34 lines end in CRLF, quotes are doubled, and numbers stay numbers', () => {
  expect(metricCsv(chart('a "b", c', [-1050, null]))).toBe(
    [
      'metric,series,start,end,value,unit,numerator,denominator,incomplete',
      'mrr,"a ""b"", c",2026-03-01,2026-04-01,-10.50,USD,,,no',
      'mrr,"a ""b"", c",2026-03-01,2026-04-01,,USD,,,no',
      '',
    ].join('\r\n'),
  );
});

test('F26 money has the decimals of its currency', () => {
  const value = (currency: string) => parse(metricCsv(chart('x', [123456], currency))).at(1)?.[4];
  expect([value('usd'), value('jpy'), value('kwd')]).toEqual(['1234.56', '123456', '123.456']);
});

test('F34 an amount without a rate is an empty cell, not a zero', () => {
  const [header = [], cells = []] = parse(rowsCsv(rows([{ ...row('x'), currency: 'eur', value: null }])));
  expect(cells[header.indexOf('value')]).toBe('');
  expect(cells[header.indexOf('amount')]).toBe('-10.50');
});

test('the whole is “total”; of a breakdown, what has no value goes by its own name', () => {
  const series = (key: string, label: string) => ({ key, label, points: [point(1)], total: point(1) });
  const names = (...all: ReturnType<typeof series>[]) =>
    parse(metricCsv({ ...chart('', []), series: all }).trimEnd()).map(([, name]) => name);
  expect(names(series('', 'MRR'))).toEqual(['series', 'total']);
  expect(names(series('', 'No coupon'), series('SAVE10\nVIP', 'SAVE10 + VIP'))).toEqual([
    'series',
    'No coupon',
    'SAVE10 + VIP',
  ]);
});
