import { describe, expect, test } from 'vitest';
import { Book, someContext, someRule, someSale } from '../testing/book';
import type { CountedTerms } from '../types';
import { earnedOfSale } from './earnings';
import { expectedOfLeads, expectedOfSales } from './expected';
import type { LeadFact, Rule, SaleFact } from './facts';

const booked = (...rules: Rule[]) => new Book(someContext(...rules));
const percent = (text: string) => someRule({ reward: { kind: 'percent', percent: text } });
const lead = (more: Partial<LeadFact> = {}): LeadFact => ({
  ...{ connectionId: '', id: 'lead_1', ownerId: '', personId: 'u1', livemode: true, source: 'manual' as const },
  ...{ occurredAt: new Date('2026-01-05T00:00:00Z'), eventName: 'Sign up', externalId: 'u1', quantity: 1 },
  ...{ partner: 'a', link: '', email: null },
  ...more,
});
const rewarded = (sales: SaleFact[], ...rules: Rule[]) =>
  expectedOfSales(sales, new Set(), someContext(...rules)).map(({ sourceId }) => sourceId);

describe('earnings of a sale', () => {
  test('B13-1 BY-41 20 % of 10000 is 2000', () => {
    const book = booked(someRule());
    book.settle(someSale(10_000n));
    expect(book.of()).toMatchObject({ earnings: 2000n, status: 'pending', lines: ['earned 2000'] });
  });

  test('B13-2 a refund of 2500 before the payout leaves 1500, and the history keeps both', () => {
    const book = booked(someRule());
    book.settle(someSale(10_000n));
    book.settle(someSale(10_000n, { back: 2500n }));
    expect(book.of()).toMatchObject({ earnings: 1500n, status: 'pending', lines: ['earned 2000', 'refund -500'] });
  });

  test('B13-3 after the payout the paid 2000 stay, and 500 are clawed back', () => {
    const book = booked(someRule());
    book.settle(someSale(10_000n));
    book.pay();
    book.settle(someSale(10_000n, { back: 2500n }));
    expect(book.of()).toMatchObject({ earnings: 1500n, status: 'paid', lines: ['earned 2000', 'clawback -500'] });
  });

  test('B13-4 15 % of 3333 is 500, and 350 after a refund of 1000', () => {
    const book = booked(percent('15'));
    book.settle(someSale(3333n));
    book.settle(someSale(3333n, { back: 1000n }));
    expect(book.of()).toMatchObject({ earnings: 350n, lines: ['earned 500', 'refund -150'] });
  });

  test('B13-5 RV-04 RV-11 a full refund in three parts ends at exactly 0', () => {
    const book = booked(percent('33.3333'));
    for (const back of [0n, 3333n, 6666n, 9999n]) book.settle(someSale(9999n, { back }));
    expect(book.of()).toMatchObject({ earnings: 0n, status: 'refunded' });
    expect(book.settle(someSale(9999n, { back: 9999n }))).toBe(0);
  });

  test('B13-6 the same sale again books nothing', () => {
    const book = booked(someRule());
    expect([book.settle(someSale(10_000n)), book.settle(someSale(10_000n)), book.stored.size]).toEqual([1, 0, 1]);
  });

  test('B13-7 BY-41 first sale on 31 Jan, one month: 28 Feb is in, 1 Mar is out, by the days of the reporting zone', () => {
    const sales = ['2026-01-31T12:00:00Z', '2026-02-28T23:59:59Z', '2026-03-01T00:00:00Z'].map((at, index) =>
      someSale(100n, { id: `in_${index}`, at }),
    );
    expect(rewarded(sales, someRule({ months: 1 }))).toEqual(['in_0', 'in_1']);
    expect(rewarded(sales, someRule({ months: 0 }))).toEqual(['in_0']);
    expect(rewarded(sales, someRule({ months: null }))).toHaveLength(3);
    const inNewYork = { ...someContext(someRule({ months: 1 })), timeZone: 'America/New_York' };
    expect(expectedOfSales(sales, new Set(), inNewYork)).toHaveLength(3);
  });

  test('B13-10 a customer with the partner’s e-mail is flagged and on hold, until somebody releases it', () => {
    const book = booked(someRule());
    const sale = someSale(10_000n);
    const own = () => expectedOfSales([sale], new Set(['a@partners.com']), someContext(someRule()));
    book.take([sale], own());
    expect(book.of()).toMatchObject({ flags: ['self_referral'], status: 'hold', earnings: 2000n });
    book.decide('released');
    book.take([sale], own());
    expect(book.of()).toMatchObject({ status: 'pending' });
  });

  test('the same paid twice within minutes is flagged and on hold', () => {
    const twice = [someSale(500n), someSale(500n, { id: 'in_2', at: '2026-01-31T12:05:00Z' })];
    const later = someSale(500n, { id: 'in_3', at: '2026-02-28T12:00:00Z' });
    const flags = expectedOfSales([...twice, later], new Set(), someContext(someRule())).map(({ flags }) => flags);
    expect(flags).toEqual([[], ['duplicate'], []]);
  });

  test('shares of several partners sum to the whole, each rewarded on its part', () => {
    const shares = ['a', 'b', ''].map((partner) => ({ partner, link: '', weight: '1' }));
    const found = expectedOfSales([someSale(100n, { shares })], new Set(), someContext(someRule()));
    expect(found.map(({ partnerId, now }) => [partnerId, now.base, now.earnings])).toEqual([
      ['a', 34n, 7n],
      ['b', 33n, 7n],
    ]);
  });

  test('only the products of the rule count, refunds of others do not', () => {
    const parts = [
      { productId: 'prod_1', net: 6000n, back: 1000n },
      { productId: 'prod_2', net: 4000n, back: 4000n },
    ];
    const [found] = expectedOfSales(
      [someSale(10_000n, { parts })],
      new Set(),
      someContext(someRule({ productIds: ['prod_1'] })),
    );
    expect(found).toMatchObject({ now: { base: 5000n, earnings: 1000n }, whole: { earnings: 1200n } });
  });

  test('a sale in another currency is worth what it is in reports; without a rate it waits, by name', () => {
    const euro = someSale(1000n, { currency: 'eur', rate: { worth: 1100n, of: 1000n }, back: 500n });
    expect(earnedOfSale(countedBy({ rate: { worth: '1100', of: '1000' } }), euro.parts)).toMatchObject({ base: 550n });
    const book = booked(someRule());
    book.settle({ ...euro, rate: null });
    expect(book.of()).toMatchObject({ earnings: 0n, status: 'pending', flags: ['unconverted'] });
    book.settle(euro);
    expect(book.of()).toMatchObject({ earnings: 110n, flags: [], lines: ['correction 110'] });
  });

  test('a flat reward stays until nothing of the sale is left', () => {
    const flat = booked(someRule({ reward: { kind: 'flat', amountMinor: 700, currency: 'eur' } }));
    flat.settle(someSale(100n, { back: 99n }));
    expect(flat.of()).toMatchObject({ earnings: 700n, base: 0n });
    flat.settle(someSale(100n, { back: 100n }));
    expect(flat.of()).toMatchObject({ earnings: 0n, status: 'refunded' });
  });
});

describe('rewards of leads', () => {
  const fifty = someRule({ reward: { kind: 'flat', amountMinor: 5000, currency: 'usd' } }, { event: 'lead' });

  test('B13-8 RV-28 a trial with five seats, $50 a lead, earns 25000', () => {
    const trial = lead({ id: 'trial_1', source: 'trial', quantity: 5 });
    const [found] = expectedOfLeads([trial], someContext(fifty));
    expect(found).toMatchObject({ quantity: 5, now: { earnings: 25_000n }, currency: 'usd' });
  });

  test('RV-29 the customer source tells trials from leads that the app tracked', () => {
    const both = [lead(), lead({ id: 'trial_1', source: 'trial', eventName: 'Trial started' })];
    const [{ terms } = { terms: null }] = fifty.versions;
    if (!terms) throw new Error('the rule has terms');
    const of = (source: 'manual' | 'trial') =>
      expectedOfLeads(both, someContext(someRule({ ...terms, leadSources: [source] }, { event: 'lead' })));
    expect(of('manual').map(({ sourceId }) => sourceId)).toEqual(['lead_1']);
    expect(of('trial').map(({ sourceId }) => sourceId)).toEqual(['trial_1']);
  });

  test('the same lead of the same person again is flagged, as is one of the partner’s own address', () => {
    const again = [lead(), lead({ id: 'lead_2', occurredAt: new Date('2026-01-06'), email: 'A@partners.com ' })];
    expect(expectedOfLeads(again, someContext(fifty)).map(({ flags }) => flags)).toEqual([
      [],
      ['self_referral', 'duplicate'],
    ]);
  });
});

describe('which rule', () => {
  test('a partner’s own rule stands in place of the one for all, on its days', () => {
    const own = someRule({ startsOn: '2026-02-01', endsOn: '2026-02-28' }, { id: 'own', partnerId: 'a' });
    const of = (at: string) =>
      expectedOfSales([someSale(100n, { at })], new Set(), someContext(someRule(), own)).map(({ ruleId }) => ruleId);
    expect([of('2026-01-31T00:00:00Z'), of('2026-02-28T23:00:00Z'), of('2026-03-01T00:00:00Z')]).toEqual([
      ['rule'],
      ['own'],
      ['rule'],
    ]);
  });

  test('changed terms count from then on, a rule that was archived until then', () => {
    const [version] = someRule().versions;
    const changed = someRule();
    if (version)
      changed.versions.push({
        version: 2,
        validFrom: new Date('2026-02-01T00:00:00Z'),
        terms: { ...version.terms, reward: { kind: 'percent', percent: '30' } },
      });
    changed.archivedAt = new Date('2026-03-01T00:00:00Z');
    const sales = ['2026-01-31', '2026-02-01', '2026-03-01'].map((day, index) =>
      someSale(100n, { id: `in_${index}`, at: `${day}T00:00:00Z` }),
    );
    const found = expectedOfSales(sales, new Set(), someContext(changed));
    expect(found.map(({ now }) => now.earnings)).toEqual([20n, 30n]);
  });
});

describe('D5 re-resolution', () => {
  const toB = [{ partner: 'b', link: '', weight: '1' }];

  test('what is not paid follows, with a line', () => {
    const book = booked(someRule());
    book.settle(someSale(100n));
    book.settle(someSale(100n, { shares: toB }));
    expect(book.of('a')).toMatchObject({ status: 'cancelled', earnings: 0n, lines: ['earned 20', 'correction -20'] });
    expect(book.of('b')).toMatchObject({ status: 'pending', earnings: 20n });
  });

  test('what is paid stays and becomes a proposal; whoever would get it instead waits', () => {
    const book = booked(someRule());
    book.settle(someSale(100n));
    book.pay();
    book.settle(someSale(100n, { shares: toB }));
    expect(book.of('a')).toMatchObject({ status: 'paid', earnings: 20n, lines: ['earned 20'] });
    expect(book.last.flatMap(({ proposal }) => proposal ?? [])).toMatchObject([{ terms: null, earnings: 0n }]);
    expect(book.of('b')).toMatchObject({ status: 'hold', flags: ['reassigned'] });
  });

  test('whoever gets another part of it waits as well, approved or released before; afterwards that counts again', () => {
    const equal = ['a', 'b'].map((partner) => ({ partner, link: '', weight: '1' }));
    for (const decision of ['approved', 'released'] as const) {
      const book = booked(someRule());
      book.settle(someSale(100n, { shares: equal }));
      book.decide(decision);
      book.pay('a');
      const more = someSale(100n, { shares: [...equal, ...toB] });
      book.settle(more);
      expect(book.of('b')).toMatchObject({ status: 'hold', flags: ['reassigned'], earnings: 13n });
      book.answer(true);
      book.settle(more);
      expect(book.of('b')).toMatchObject({ status: decision === 'approved' ? 'approved' : 'pending', flags: [] });
    }
  });

  test('accepted, it is clawed back and the other is paid; dismissed, it is proposed no more', () => {
    for (const accepts of [true, false]) {
      const book = booked(someRule());
      book.settle(someSale(100n));
      book.pay();
      book.settle(someSale(100n, { shares: toB }));
      book.answer(accepts);
      book.settle(someSale(100n, { shares: toB }));
      expect(book.last.flatMap(({ proposal }) => proposal ?? [])).toEqual([]);
      expect(book.of('a')?.lines).toEqual(accepts ? ['earned 20', 'clawback -20'] : ['earned 20']);
      expect(book.of('b')).toMatchObject({ status: 'pending', flags: [] });
    }
  });
});

const countedBy = (more: Partial<CountedTerms>): CountedTerms => ({
  ...{ version: 1, reward: { kind: 'percent', percent: '20' }, productIds: [], weights: ['1'], own: [0], rate: null },
  ...more,
});
