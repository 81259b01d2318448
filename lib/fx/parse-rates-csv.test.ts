import { expect, test } from 'vitest';
import { parseRatesCsv } from './parse-rates-csv';

test('one rate a line, in any column order and letter case, to the last digit', () => {
  const csv = '\uFEFFRate,Day,Base,Quote\r\n1.084200000001,2026-01-02,EUR,usd\r\n\r\n150.25,2026-01-02,usd,JPY\r\n';
  expect(parseRatesCsv(csv)).toEqual([
    { day: '2026-01-02', base: 'eur', quote: 'usd', rate: '1.084200000001' },
    { day: '2026-01-02', base: 'usd', quote: 'jpy', rate: '150.25' },
  ]);
});

test("the ECB's history file: a column a currency, days without a quote left out", () => {
  const csv = 'Date,USD,JPY,CYP,\n2026-01-02,1.0842,163.1,N/A,\n2026-01-01,1.08,N/A,N/A,\n';
  expect(parseRatesCsv(csv)).toEqual([
    { day: '2026-01-02', base: 'eur', quote: 'usd', rate: '1.0842' },
    { day: '2026-01-02', base: 'eur', quote: 'jpy', rate: '163.1' },
    { day: '2026-01-01', base: 'eur', quote: 'usd', rate: '1.08' },
  ]);
});

test.each([
  ['a missing column', 'day,base,quote\n2026-01-02,eur,usd', /no column rate/],
  ['a day that does not exist', 'day,base,quote,rate\n2026-02-30,eur,usd,1', /line 2: day/],
  ['an unknown currency', 'day,base,quote,rate\n2026-01-02,eur,usd,1\n2026-01-02,xxq,usd,1', /line 3: base/],
  ['a rate of nothing', 'day,base,quote,rate\n2026-01-02,eur,usd,0.000', /line 2: rate must be more than 0/],
  ['a comma for a point', 'day;base;quote;rate\n2026-01-02;eur;usd;1,08', /line 2: rate is not a decimal/],
  ['a currency against itself', 'day,base,quote,rate\n2026-01-02,eur,eur,1', /base and quote are the same/],
])('%s is refused with its line', (_title, csv, message) => {
  expect(() => parseRatesCsv(csv)).toThrow(message);
});
