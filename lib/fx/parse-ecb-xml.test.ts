import { describe, expect, test } from 'vitest';
import { checkRates } from './check-rates';
import { parseEcbXml } from './parse-ecb-xml';
import { fileToRead, wantedFrom } from './rate-files';
import { ecbXml } from './testing/ecb-xml';

test('one day or many, each currency against the euro, to the last digit', () => {
  const xml = ecbXml({ '2026-03-03': { USD: '1.1', JPY: '163.05' }, '2026-03-02': { USD: '1.0842', XXQ: '7' } });
  expect(parseEcbXml(xml)).toEqual([
    { day: '2026-03-03', base: 'eur', quote: 'usd', rate: '1.1' },
    { day: '2026-03-03', base: 'eur', quote: 'jpy', rate: '163.05' },
    { day: '2026-03-02', base: 'eur', quote: 'usd', rate: '1.0842' },
  ]);
});

const good = ecbXml({ '2026-03-02': { USD: '1.0842' } });

test.each([
  ['a web page', '<!doctype html><html><body>Moved<br></body></html>'],
  ['nothing', ''],
  ['half a file', good.slice(0, good.length - 40)],
  ['a list without rates', ecbXml({})],
  ['JSON', '{"usd": 1.08}'],
  ['a negative rate', ecbXml({ '2026-03-02': { USD: '-1.0842' } })],
  ['a rate of nothing', ecbXml({ '2026-03-02': { USD: '0.0000' } })],
  ['a rate that is no number', ecbXml({ '2026-03-02': { USD: 'NaN' } })],
  ['a day that does not exist', ecbXml({ '2026-02-30': { USD: '1.08' } })],
  ['a month that does not exist', ecbXml({ '2026-13-01': { USD: '1.08' } })],
  ['a rate without a day', good.replace('time="2026-03-02"', '')],
  ['entities that grow', `<!DOCTYPE a [<!ENTITY b "&c;&c;">]>${good.replace('1.0842', '&b;')}`],
])('%s is refused as a whole', (_title, xml) => {
  expect(() => parseEcbXml(xml)).toThrow(expect.objectContaining({ name: 'BadRates' }));
});

describe('what cannot be true', () => {
  const known = new Map([
    ['usd', { day: '2026-03-02', rate: '1.0842' }],
    ['jpy', { day: '2026-03-02', rate: '163' }],
    ['gbp', { day: '2026-03-02', rate: '0.86' }],
  ]);
  const rate = (quote: string, value: string, day = '2026-03-03') => ({ base: 'eur', quote, rate: value, day });

  test.each([
    ['a future day', [rate('usd', '1.08', '2027-01-01'), rate('jpy', '163', '2027-01-01')]],
    ['most currencies missing', [rate('usd', '1.08')]],
    ['a hundred times the last rate', [rate('usd', '108.42'), rate('jpy', '163')]],
    ['a leap within the list', [rate('usd', '1.08'), rate('jpy', '163'), rate('jpy', '1.6', '2026-03-04')]],
  ])('%s', (_title, rates) => {
    expect(() => checkRates(rates, known, '2026-03-05')).toThrow(expect.objectContaining({ name: 'BadRates' }));
  });

  test('an ordinary day passes', () => {
    expect(() => checkRates([rate('usd', '1.09'), rate('jpy', '160.2')], known, '2026-03-03')).not.toThrow();
  });
});

describe('which file', () => {
  const url = 'https://rates.test/eurofxref-daily.xml';
  const file = (from: string, covered: { oldest: string; newest: string } | null, today = '2026-03-09') =>
    fileToRead(url, from, covered, today).slice('https://rates.test/eurofxref-'.length);

  test('the first run reads as far back as the figures go', () => {
    expect(wantedFrom(null, '2026-03-09')).toBe('2025-12-19');
    expect(file(wantedFrom(null, '2026-03-09'), null)).toBe('hist-90d.xml');
    expect(wantedFrom('2024-06-01', '2026-03-09')).toBe('2024-05-22');
    expect(file('2024-05-22', null)).toBe('hist.xml');
    expect(wantedFrom('1990-01-01', '2026-03-09')).toBe('1999-01-04');
  });

  test('later runs read the day, over a weekend as well, and after a pause what was missed', () => {
    const covered = { oldest: '2025-12-19', newest: '2026-03-06' }; // a Friday; the 9th is a Monday
    expect(file('2025-12-20', covered)).toBe('daily.xml');
    expect(file('2025-12-20', covered, '2026-03-10')).toBe('hist-90d.xml');
    expect(file('2025-12-20', { oldest: '2025-10-01', newest: '2025-11-03' })).toBe('hist.xml');
  });

  test('older figures ask for older rates; an address without a daily file has no others', () => {
    expect(file('2020-01-01', { oldest: '2025-12-19', newest: '2026-03-06' })).toBe('hist.xml');
    expect(fileToRead('https://rates.test/all.xml', '2020-01-01', null, '2026-03-09')).toBe(
      'https://rates.test/all.xml',
    );
  });
});
