import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { lead } from '@/lib/inbox/examples/testing/touches';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { writeKey } from '@/lib/people/page-key';
import { partnerQuery } from '../inputs';
import { commissions, customer, flat, makeRule, paid, settleAll, startStory } from '../testing/story';
import { listPartners } from './list-partners';

let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  await startStory(harness);
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
