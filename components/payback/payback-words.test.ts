import { expect, test } from 'vitest';
import { paybackNote, paybackText } from './payback-words';

const row = { spend: 100_000, recovered: 96_000, paybackDay: null, fellBackOn: null };
const percent = (share: number) => `${Math.round(share * 100)} %`;

test('B12-2 B12-3 what is not paid back says how much is; what fell back below says when', () => {
  expect(paybackText(row, percent)).toBe('96 % recovered');
  expect(paybackText({ ...row, paybackDay: 120, fellBackOn: 121 }, percent)).toBe('Day 120');
  expect(paybackNote({ ...row, paybackDay: 120, fellBackOn: 121 })).toBe('Reached, fell back below on D121');
  expect(paybackNote(row)).toBeNull();
  expect(paybackText({ ...row, spend: 0 }, percent)).toBe('No spend');
});
