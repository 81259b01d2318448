import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lead } from '@/lib/inbox/examples/testing/touches';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { writeKey } from '@/lib/page-key';
import { partnerQuery } from '../inputs';
import { by, commissions, customer, flat, makeRule, paid, settleAll, startStory } from '../testing/story';
import { listPartners } from './list-partners';
import { addPartnerCode } from './partner-codes';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
let ada: string;
beforeEach(async () => {
  ({ ada } = await startStory(harness));
});
afterAll(() => harness.close());

test('partners and commissions go on where a cursor says; nonsense is refused', async () => {
  const first = await listPartners('ws_test', partnerQuery.parse({ limit: 1 }));
  const next = await listPartners('ws_test', partnerQuery.parse({ cursor: first.nextCursor ?? '' }));
  expect([...first.partners, ...next.partners].map(({ name }) => name)).toEqual(['Bob', 'Ada']);
  const cursor = writeKey(['x', 'y']);
  await expect(listPartners('ws_test', partnerQuery.parse({ cursor }))).rejects.toMatchObject({ code: 'bad_request' });
  await expect(commissions({ cursor })).rejects.toMatchObject({ code: 'bad_request' });
});

test('partners are found by part of a name, of an address or of a promotion code, however it is written', async () => {
  await addPartnerCode(by, ada, { connectionId: 'default', promotionCodeId: 'promo_1', code: 'SPRING20' });
  for (const [search, found] of [
    ['spring', ['Ada']],
    ['BO', ['Bob']],
    ['@PARTNERS', ['Bob', 'Ada']],
    ['promo_1', []],
  ] as const) {
    const { partners } = await listPartners('ws_test', partnerQuery.parse({ search }));
    expect(partners.map(({ name }) => name)).toEqual(found);
  }
});

test('a sale or lead counts once, by however many rules and in however many currencies it is rewarded', async () => {
  await makeRule();
  await makeRule({ name: 'Bonus', terms: flat(100, 'eur') });
  await makeRule({ name: 'Signups', event: 'lead', terms: flat(300) });
  await makeRule({ name: 'Welcome', event: 'lead', terms: flat(200, 'eur') });
  await lead('u1', 'click_a', '2026-03-02', 'v:2');
  await harness.deliver(customer(), paid('ch_1', 10_000), paid('ch_2', 5000, '2026-03-12'));
  await settleAll();
  expect(await commissions()).toHaveLength(6);
  const { partners } = await listPartners('ws_test', partnerQuery.parse({}));
  expect(partners.map(({ name, sales, leads, customers }) => [name, sales, leads, customers])).toEqual([
    ['Bob', 0, 0, 0],
    ['Ada', 2, 1, 1],
  ]);
});
