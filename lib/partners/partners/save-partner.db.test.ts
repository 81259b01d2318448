import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { partnerChange } from '../inputs';
import { listRules } from '../rules/list-rules';
import { changeRule } from '../rules/save-rule';
import { book, by, customer, makeRule, paid, settleAll, startStory } from '../testing/story';
import { loadPartner } from './list-partners';
import { changePartner, createPartner, hasPartner } from './save-partner';

let harness: Harness;
let ada = '';

beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  ({ ada } = await startStory(harness));
});
afterAll(() => harness.close());

test('archiving a partner keeps its name, address and note', async () => {
  await changePartner(by, ada, partnerChange.parse({ note: 'Pays in person' }));
  await changePartner(by, ada, partnerChange.parse({ archived: true }));
  expect(await loadPartner('ws_test', ada, 'live')).toMatchObject({
    ...{ name: 'Ada', email: 'ada@partners.com', note: 'Pays in person', archivedAt: expect.any(String) },
  });
});

test('a partner is there in its own workspace only', async () => {
  expect([await hasPartner('ws_test', ada), await hasPartner('ws_other', ada)]).toEqual([true, false]);
  expect(await hasPartner('ws_test', 'nope')).toBe(false);
});

test('of two partners with one address that are added at once, one is refused', async () => {
  const eve = { name: 'Eve', email: 'eve@partners.com', note: '' };
  const added = await Promise.allSettled([createPartner(by, eve), createPartner(by, eve), createPartner(by, eve)]);
  const refused = added.flatMap((one) => (one.status === 'rejected' ? one.reason.code : []));
  expect(refused).toEqual(['conflict', 'conflict']);
  const { id } = await createPartner(by, { ...eve, email: 'eve@example.com' });
  await expect(changePartner(by, id, { email: eve.email })).rejects.toMatchObject({ code: 'conflict', field: 'email' });
});

test('a partner that comes back is credited with what happens from then on, never with what happened meanwhile', async () => {
  await makeRule();
  await changePartner(by, ada, { archived: true });
  await getPool().query("update partner set archived_at = '2026-03-05T00:00:00Z' where id = $1", [ada]);
  await harness.deliver(customer(), paid('ch_before', 100, '2026-03-04'), paid('ch_meanwhile', 200, '2026-03-10'));
  await settleAll();
  const before = ['Ada ch_before pending 20: earned 20'];
  expect(await book()).toEqual(before);
  await changePartner(by, ada, { archived: false });
  await harness.deliver(paid('ch_told_late', 300, '2026-03-12'), paid('ch_after', 400, '2026-12-24'));
  await settleAll();
  expect(await book()).toEqual(['Ada ch_after pending 80: earned 80', ...before]);
  expect((await listRules('ws_test')).rules).toHaveLength(1);
});

test('an ended rule does not reward again', async () => {
  const rule = await makeRule();
  await changeRule(by, rule, { from: 'now', archived: true });
  await expect(changeRule(by, rule, { from: 'now', archived: false })).rejects.toMatchObject({
    ...{ code: 'unprocessable', message: expect.stringContaining('make a new rule') },
  });
  await changeRule(by, rule, { name: 'Of 2026', from: 'now' });
  expect((await listRules('ws_test')).rules).toMatchObject([{ name: 'Of 2026', archivedAt: expect.any(String) }]);
});
