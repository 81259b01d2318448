import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDecimal } from './decimal';
import { convertMinor, decimalText, rateTable, type StoredRate } from './rates';

const convert = (minor: bigint, from: string, to: string, rate: string) => {
  const value = parseDecimal(rate);
  if (!value) throw new Error(rate);
  return convertMinor(minor, from, to, value);
};
const eur = (day: string, rate: string): StoredRate => ({ base: 'eur', quote: 'usd', day, rate });

describe('conversion', () => {
  test('B0-4 JPY 1000 at 0.0067 is 670 US cents', () => {
    expect(convert(1000n, 'jpy', 'usd', '0.0067')).toBe(670n);
  });

  test('B0-5 KWD 1500 (three decimals) at 3.25 is 488 US cents', () => {
    expect(convert(1500n, 'kwd', 'usd', '3.25')).toBe(488n);
  });

  test('B6-3 CAD 20.55 at 1.37 CAD per USD is 15.00 USD: an inverted rate stays exact', () => {
    const used = rateTable([{ base: 'usd', quote: 'cad', day: '2026-03-01', rate: '1.37' }])(
      'cad',
      'usd',
      '2026-03-01',
    );
    expect(used && convertMinor(2055n, 'cad', 'usd', used.rate)).toBe(1500n);
  });

  test('F26 there and back over every exponent loses at most the one rounding', () => {
    const code = fc.constantFrom('usd', 'jpy', 'kwd');
    fc.assert(
      fc.property(fc.bigInt({ min: 0n, max: 10n ** 12n }), code, code, (minor, from, to) => {
        const [there, back] = [
          convert(minor, from, to, '1'),
          10n ** BigInt(from === 'kwd' ? 3 : from === 'usd' ? 2 : 0),
        ];
        const gap = convert(there, to, from, '1') - minor;
        return gap <= back && gap >= -back;
      }),
    );
  });
});

describe('the rate in force', () => {
  test('a currency into itself needs no rate', () => {
    expect(rateTable([])('usd', 'usd', '2026-03-01')?.rate).toEqual({ n: 1n, d: 1n });
  });

  test('a published rate holds over a weekend and names its own day', () => {
    const rates = rateTable([eur('2026-03-06', '1.10'), eur('2026-03-09', '1.08')]);
    expect(rates('eur', 'usd', '2026-03-08')?.day).toBe('2026-03-06');
    expect(rates('eur', 'usd', '2026-03-09')?.day).toBe('2026-03-09');
  });

  test('a rate neither reaches back in time nor bridges a real gap: there is none, never 1', () => {
    const rates = rateTable([eur('2026-03-06', '1.10')]);
    expect(rates('eur', 'usd', '2026-03-05')).toBeNull();
    expect(rates('eur', 'usd', '2026-03-13')?.day).toBe('2026-03-06');
    expect(rates('eur', 'usd', '2026-03-14')).toBeNull();
    expect(rates('gbp', 'usd', '2026-03-06')).toBeNull();
  });

  test('two rates cross over their common currency, dated by the older', () => {
    const rates = rateTable([
      eur('2026-03-06', '1.10'),
      { base: 'eur', quote: 'gbp', day: '2026-03-05', rate: '0.88' },
    ]);
    const used = rates('gbp', 'usd', '2026-03-06');
    expect(used && [decimalText(used.rate), used.day]).toEqual(['1.25', '2026-03-05']);
  });

  test.each(['0', '-1', 'NaN', ''])('a stored rate of %j is none', (rate) => {
    expect(rateTable([eur('2026-03-06', rate)])('eur', 'usd', '2026-03-06')).toBeNull();
  });

  test('a rate is stored with at most 12 decimals and without trailing zeros', () => {
    expect(decimalText({ n: 1n, d: 3n })).toBe('0.333333333333');
    expect(decimalText({ n: 250n, d: 100n })).toBe('2.5');
    expect(decimalText({ n: 100n, d: 1n })).toBe('100');
  });
});
