import { expect, test } from 'vitest';
import type { Price, Tier } from '../objects/price';
import { priceAmount } from './price-amount';

const price = (fields: Partial<Price>): Price => ({
  id: 'price_1',
  object: 'price',
  active: true,
  billing_scheme: 'per_unit',
  created: 0,
  currency: 'usd',
  custom_unit_amount: null,
  livemode: true,
  lookup_key: null,
  metadata: {},
  nickname: null,
  product: 'prod_1',
  recurring: null,
  tax_behavior: 'unspecified',
  tiers_mode: null,
  transform_quantity: null,
  type: 'one_time',
  unit_amount: null,
  unit_amount_decimal: null,
  ...fields,
});
const tier = (up_to: number | null, unit: string, flat = '0'): Tier => ({
  flat_amount: null,
  flat_amount_decimal: flat,
  unit_amount: null,
  unit_amount_decimal: unit,
  up_to,
});

test('a unit price multiplies, and fractions of a cent are rounded once, at the end', () => {
  expect(priceAmount(price({ unit_amount_decimal: '1999' }), 3)).toBe(59_97);
  expect(priceAmount(price({ unit_amount_decimal: '0.5' }), 3)).toBe(2);
});

test('packages are counted up or down', () => {
  const packed = (round: 'up' | 'down') =>
    price({ unit_amount_decimal: '100', transform_quantity: { divide_by: 10, round } });
  expect(priceAmount(packed('up'), 11)).toBe(2_00);
  expect(priceAmount(packed('down'), 19)).toBe(1_00);
});

test('graduated tiers fill one after the other, volume tiers price everything by the last', () => {
  const tiers = [tier(5, '500'), tier(10, '400'), tier(null, '300', '1000')];
  const graduated = price({ billing_scheme: 'tiered', tiers_mode: 'graduated' });
  const volume = price({ billing_scheme: 'tiered', tiers_mode: 'volume' });
  expect([5, 6, 12].map((quantity) => priceAmount(graduated, quantity, tiers))).toEqual([25_00, 29_00, 61_00]);
  expect([5, 6, 12].map((quantity) => priceAmount(volume, quantity, tiers))).toEqual([25_00, 24_00, 46_00]);
});
