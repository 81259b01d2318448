import Papa from 'papaparse';
import { expect, test } from 'vitest';
import { csvFigure, csvText } from './csv-text';

test('F34 text that a spreadsheet would run is made harmless, and numbers stay numbers', () => {
  const cells = ['=1+1', '+1', '@SUM(A1)', '-2+3', '-12.30', '\tx', 'He said "no", twice\nover'];
  const { data } = Papa.parse<string[]>(csvText({ header: ['a'], rows: [cells] }), { skipEmptyLines: true });
  expect(data[1]).toEqual(["'=1+1", "'+1", "'@SUM(A1)", "'-2+3", '-12.30', "'\tx", 'He said "no", twice\nover']);
});

test('B0-6 money is written with the decimals of its currency, and what has no value is empty', () => {
  const figure = (value: number | null, currency: string) => csvFigure(value, { unit: 'money', currency });
  expect(figure(-123456, 'usd')).toBe('-1234.56');
  expect(figure(1000, 'jpy')).toBe('1000');
  expect(csvFigure(0.19, { unit: 'ratio', currency: 'usd' })).toBe(0.19);
  expect(csvText({ header: ['a', 'b'], rows: [[figure(null, 'usd'), 3]] })).toBe('a,b\r\n,3\r\n');
});
