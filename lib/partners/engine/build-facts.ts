import { mainShare } from '@/lib/attribution/split-credit';
import { groupBy } from '@/lib/group-by';
import { identifiersOf } from '@/lib/identity/normalise';
import { compareText } from '@/lib/ledger/order-versions';
import { divideHalfUp } from '@/lib/money/divide-half-up';
import { splitByWeight } from '@/lib/money/split-by-weight';
import type { LeadFact, RewardedPartner, SaleFact } from '../count/facts';
import type { FactRows, LeadRow, OwnerRow, SaleRow, SumRow } from './load-facts';

/** The sales of one person in one mode, and by what the person is known. */
export interface PersonSales {
  sales: SaleFact[];
  emails: Set<string>;
}

const ownerKey = (connectionId: string, ownerId: string) => JSON.stringify([connectionId, ownerId]);

/** Sales by person and mode, as they are rewarded. */
export function salesByPerson(
  { owners, sales, sums }: Pick<FactRows, 'owners' | 'sales' | 'sums'>,
  partners: Iterable<RewardedPartner>,
): PersonSales[] {
  const ownerOf = new Map(owners.map((one) => [ownerKey(one.connectionId, one.id), one]));
  const sumsOf = groupBy(sums, ({ connectionId, ownerId }) => ownerKey(connectionId, ownerId));
  const salesOf = groupBy(sales, ({ connectionId, ownerId }) => ownerKey(connectionId, ownerId));
  const facts = [...salesOf].flatMap(([key, own]) => {
    const owner = ownerOf.get(key);
    return owner ? salesOfOwner(owner, own, sumsOf.get(key) ?? []) : [];
  });
  const byPerson = groupBy(facts, ({ personId, livemode }) => JSON.stringify([personId, livemode]));
  const known = [...partners];
  return [...byPerson.values()].map((own) => ({
    sales: own,
    emails: emailsOf(
      owners.filter(({ personId, livemode }) => personId === own[0]?.personId && livemode === own[0]?.livemode),
      known,
    ),
  }));
}

/** The customers' own addresses, and those of partners by which a customer is known, in whatever form that is kept. */
function emailsOf(owners: readonly OwnerRow[], partners: readonly RewardedPartner[]): Set<string> {
  const identifiers = new Set(owners.flatMap((owner) => owner.identifiers));
  return new Set([
    ...owners.flatMap(({ email }) => email?.trim().toLowerCase() ?? []),
    ...partners.flatMap(({ email }) => (identifiersOf(email).some((id) => identifiers.has(id)) ? email : [])),
  ]);
}

function salesOfOwner(owner: OwnerRow, sales: readonly SaleRow[], sums: readonly SumRow[]): SaleFact[] {
  const saleOf = new Map(sales.flatMap((sale) => objectsOf(sale).map((object) => [object, sale.id] as const)));
  const bySale = groupBy(sums, ({ objects }) => {
    const object = objects.find(({ type, id }) => saleOf.has(`${type} ${id}`));
    return object ? (saleOf.get(`${object.type} ${object.id}`) ?? '') : '';
  });
  return sales.map((sale) => saleFact(owner, sale, bySale.get(sale.id) ?? []));
}

const objectsOf = ({ objects }: SaleRow) => objects.map(({ type, id }) => `${type} ${id}`);

const SIGNS = new Map([
  ['sale_gross', 1n],
  ['sale_discount', -1n],
  ['sale_tax', -1n],
]);

function saleFact(owner: OwnerRow, sale: SaleRow, sums: readonly SumRow[]): SaleFact {
  const rate = rateOf(sums);
  const { attribution, livemode, personId } = owner;
  const { connectionId, id, ownerId, occurredAt, currency } = sale;
  return {
    ...{ connectionId, id, ownerId, personId, livemode, occurredAt, currency },
    parts: partsOf(sale, sums, rate),
    rate,
    shares: (attribution?.shares ?? []).map(({ partner, link, weight }) => ({ partner, link, weight })),
  };
}

/** What a sale was worth when it was made; null while no rate is known. */
function rateOf(sums: readonly SumRow[]): SaleFact['rate'] {
  const totals = sums.filter(({ measure }) => measure === 'sale');
  const of = add(totals.map(({ minor }) => minor));
  if (of === 0n || totals.some(({ unrated }) => unrated > 0)) return null;
  return { of, worth: add(totals.map(({ reporting }) => reporting ?? 0n)) };
}

/** By product: net of discounts and tax, as the sale's own total has it, and what was given back, without its tax. */
function partsOf(sale: SaleRow, sums: readonly SumRow[], rate: SaleFact['rate']): SaleFact['parts'] {
  const { net } = sale;
  const nets = new Map<string, bigint>();
  for (const { measure, productId, minor } of sums) {
    const sign = SIGNS.get(measure);
    if (sign !== undefined) nets.set(productId, (nets.get(productId) ?? 0n) + sign * minor);
  }
  const products = nets.size > 0 ? [...nets].sort(([a], [b]) => (a < b ? -1 : 1)) : [['', net] as const];
  const weights = products.map(([, amount]) => amount);
  // Revenue that is earned over time, too, adds up to what was paid.
  const shares = add(weights) === net ? weights : splitByWeight(net, weights);
  const own = products.map(([productId]) => productId);
  const given = givenBack(sale, sums, rate);
  const ofNone = add([...given].flatMap(([productId, amount]) => (own.includes(productId) ? [] : amount)));
  const spread = splitByWeight(ofNone, shares);
  return own.map((productId, index) => ({
    productId,
    net: shares[index] ?? 0n,
    back: (given.get(productId) ?? 0n) + (spread[index] ?? 0n),
  }));
}

/**
 * What was given back in all, by product. Converted are running totals, of each the product's part is what it adds to those
 * before it: parts of a full refund then sum to the whole sale.
 */
function givenBack(
  { net, currency }: SaleRow,
  sums: readonly SumRow[],
  rate: SaleFact['rate'],
): ReadonlyMap<string, bigint> {
  const given = sums.filter(({ measure }) => measure === 'refund' || measure === 'lost_dispute');
  const back = new Map<string, bigint>();
  for (const [charged, same] of groupBy(given, (one) => one.currency)) {
    const products = [...groupBy(same, ({ productId }) => productId)].sort(([a], [b]) => compareText(a, b));
    const total = { currency: charged, minor: 0n, reporting: 0n };
    let before = 0n;
    for (const [productId, rows] of products) {
      total.minor += add(rows.map(({ minor }) => minor));
      total.reporting += add(rows.map(({ reporting }) => reporting ?? 0n));
      const reached = charged === currency ? total.minor : inCurrencyOf(net, total, { sums, rate });
      back.set(productId, (back.get(productId) ?? 0n) + reached - before);
      before = reached;
    }
  }
  return back;
}

/**
 * What was given back of a payment that was charged in another currency than its sale is counted in: its part of the charge,
 * or else what it is worth.
 */
function inCurrencyOf(
  net: bigint,
  { minor, currency, reporting }: { minor: bigint; currency: string; reporting: bigint },
  { sums, rate }: { sums: readonly SumRow[]; rate: SaleFact['rate'] },
): bigint {
  const charged = add(sums.flatMap((one) => (one.measure === 'charge' && one.currency === currency ? one.minor : [])));
  if (charged !== 0n) return divideHalfUp(minor * net, charged);
  return rate === null || rate.worth === 0n ? 0n : divideHalfUp(reporting * rate.of, rate.worth);
}

/** Leads by the app's id of the person and mode. One of a trial is its customer's where its click says nothing. */
export function leadsByPerson({ owners, leads }: Pick<FactRows, 'owners' | 'leads'>): LeadFact[][] {
  const ownerOf = new Map(owners.map((one) => [ownerKey(one.connectionId, one.id), one]));
  const facts = leads.map((lead) => leadFact(lead, ownerOf.get(ownerKey(lead.connectionId ?? '', lead.ownerId ?? ''))));
  return [...groupBy(facts, ({ externalId, livemode }) => JSON.stringify([externalId, livemode])).values()];
}

function leadFact(lead: LeadRow, owner: OwnerRow | undefined): LeadFact {
  const { connectionId, ownerId, partner, link, ...rest } = lead;
  const share = owner?.attribution?.shares[mainShare(owner.attribution)];
  return {
    ...rest,
    connectionId: connectionId ?? '',
    ownerId: ownerId ?? '',
    personId: owner?.personId ?? lead.externalId,
    partner: partner || share?.partner || '',
    link: link || share?.link || '',
  };
}

const add = (amounts: readonly bigint[]) => amounts.reduce((total, amount) => total + amount, 0n);
