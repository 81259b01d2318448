import { expect, test } from 'vitest';
import { salesByPerson } from './build-facts';
import type { OwnerRow, SaleRow, SumRow } from './load-facts';

const owner: OwnerRow = {
  ...{ connectionId: 'default', id: 'cus_1', livemode: true, personId: 'u1', email: null, identifiers: [] },
  attribution: null,
};
/** Priced at 15.00 USD. */
const sale: SaleRow = {
  ...{ connectionId: 'default', id: 'cs_1', ownerId: 'cus_1', occurredAt: new Date('2026-03-10T00:00:00Z') },
  ...{ currency: 'usd', net: 1500n, objects: [{ type: 'checkout.session', id: 'cs_1' }] },
};
const sum = (measure: string, minor: bigint, more: Partial<SumRow> = {}): SumRow => ({
  ...{ connectionId: 'default', ownerId: 'cus_1', measure, productId: '', currency: 'usd', minor, reporting: minor },
  ...{ objects: sale.objects, unrated: 0 },
  ...more,
});
const cad = (measure: string, minor: bigint, productId = '') => sum(measure, minor, { currency: 'cad', productId });

/** What of each product was sold, and what was given back. */
function partsOf(sums: SumRow[]) {
  const [person] = salesByPerson({ owners: [owner], sales: [sale], sums }, []);
  return person?.sales[0]?.parts.map(({ productId, net, back }) => [productId, net, back]);
}

test('B13-5 a payment in another currency than its price, refunded in three parts, is given back exactly', () => {
  const charged = [sum('sale', 1500n), sum('sale_gross', 1500n), cad('charge', 2055n)];
  const refunds = [cad('refund', 706n), cad('refund', 743n), cad('refund', 606n)];
  expect(partsOf([...charged, ...refunds])).toEqual([['', 1500n, 1500n]]);
  expect(partsOf([...charged, ...refunds.slice(0, 2)])).toEqual([['', 1500n, 1058n]]);
});

test('B13-5 so are several products, whether the refunds say of which or not, in any order', () => {
  const sold = [
    sum('sale', 1500n),
    sum('sale_gross', 1000n, { productId: 'a' }),
    sum('sale_gross', 500n, { productId: 'b' }),
  ];
  const named = [cad('charge', 2055n), cad('refund', 707n, 'a'), cad('refund', 685n, 'b'), cad('refund', 663n, 'a')];
  expect(partsOf([...sold, ...named])).toEqual([
    ['a', 1000n, 1000n],
    ['b', 500n, 500n],
  ]);
  expect(partsOf([...sold, ...named].reverse())).toEqual(partsOf([...sold, ...named]));
  const unnamed = Array.from({ length: 15 }, () => sum('refund', 100n));
  expect(partsOf([...sold, ...unnamed])).toEqual([
    ['a', 1000n, 1000n],
    ['b', 500n, 500n],
  ]);
});
