import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { mergePeople } from '@/lib/identity/aliases/add-alias';
import { unlinkCustomer } from '@/lib/identity/pins/link-customer';
import { inMonth } from '@/lib/inbox/examples/testing/figures';
import { join } from '@/lib/inbox/examples/testing/touches';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { event, refund } from '@/lib/inbox/testing/stripe-objects';
import { erasePerson } from '@/lib/privacy/erase-person';
import { previewPayouts } from '../payouts/preview-payouts';
import { savePartnerSettings } from '../settings';
import { by, commissions, customer, decideAll, flat, makeRule, paid, settleAll, startStory } from '../testing/story';

let harness: Harness;
beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  await startStory(harness);
});
afterAll(() => harness.close());

const onlyFirst = { terms: { reward: { kind: 'percent', percent: '20' }, months: 0 } };
/** Of the second customer. */
const paidByOther = (id: string, amount: number, when: string) => paid(id, amount, when, { customer: 'cus_2' });
/** "sale status earnings" of each commission, by sale. */
const book = async () =>
  (await commissions()).map(({ sourceId, status, earningsMinor }) => `${sourceId} ${status} ${earningsMinor}`).sort();
const erase = () =>
  erasePerson({ workspaceId: 'ws_test', livemode: true, personId: 'u1', confirmation: 'u1', userId: null });

test('B13 of people who are merged, only the first sale of both is the first', async () => {
  await makeRule(onlyFirst);
  await join('v:browser', 'id:u2');
  await harness.deliver(
    ...[customer('cus_1', 'u1'), paid('ch_1', 10_000, '2026-03-10')],
    ...[customer('cus_2', 'u2'), paidByOther('ch_2', 5000, '2026-03-12')],
  );
  await settleAll();
  expect(await book()).toEqual(['ch_1 pending 2000', 'ch_2 pending 1000']);
  await mergePeople(by, { livemode: true, alias: 'u2', to: 'u1' });
  await settleAll();
  expect(await book()).toEqual(['ch_1 pending 2000', 'ch_2 cancelled 0']);
});

test('B13 of a customer who turns out to be somebody else, the first sale is another one', async () => {
  await makeRule(onlyFirst);
  await join('v:browser', 'customer:cus_2');
  await harness.deliver(
    ...[customer('cus_1', 'u1'), paid('ch_1', 10_000, '2026-03-10')],
    ...[customer('cus_2', 'u1'), paidByOther('ch_2', 5000, '2026-03-12')],
  );
  await settleAll();
  expect(await book()).toEqual(['ch_1 pending 2000']);
  await unlinkCustomer(by, { connectionId: 'default', customerId: 'cus_2' });
  await settleAll();
  expect(await book()).toEqual(['ch_1 pending 2000', 'ch_2 pending 1000']);
});

test('B13-10 D19 a self-referral stays on hold when the person is erased, until somebody releases it', async () => {
  await makeRule();
  await savePartnerSettings(by, { holdingDays: 30, autoApprove: true });
  await harness.deliver(customer('cus_1', 'u1', 'ada@partners.com'), paid('ch_1', 10_000, '2026-03-10'));
  await settleAll();
  expect(await book()).toEqual(['ch_1 hold 2000']);
  await erase();
  await settleAll();
  await settleAll();
  expect(await book()).toEqual(['ch_1 hold 2000']);
  expect(await previewPayouts('ws_test')).toEqual({ currencies: [] });
  await decideAll('release');
  await settleAll();
  expect(await book()).toEqual(['ch_1 approved 2000']);
});

test('B13-10 D19 so does that of a lead', async () => {
  await makeRule({ event: 'lead', terms: flat(5000) });
  await getPool().query(
    `insert into lead (workspace_id, id, source, livemode, event_name, occurred_at, click_id, external_id, email)
     values ('ws_test', 'lead_1', 'manual', true, 'Sign up', '2026-03-02', 'click_a', 'u1', 'ada@partners.com')`,
  );
  await harness.deliver(customer('cus_1', 'u1'));
  await settleAll();
  expect(await book()).toEqual(['lead_1 hold 5000']);
  await erase();
  await settleAll();
  await settleAll();
  expect(await book()).toEqual(['lead_1 hold 5000']);
});

test('B0-5 commissions as known on a day hold no line that was booked later', async () => {
  await makeRule();
  await harness.deliver(customer('cus_1', 'u1'), paid('ch_1', 10_000, '2026-03-10'));
  await getPool().query('update stripe_event set known_at = occurred_at');
  await getPool().query('update object_version set known_at = occurred_at');
  await settleAll(new Date('2026-03-11T00:00:00Z'));
  await harness.deliver(event('refund.created', '2026-04-20', refund('re_1', 'ch_1', 2500, '2026-04-20')));
  await settleAll(new Date('2026-04-21T00:00:00Z'));
  const march = async (question = {}) => (await inMonth(harness.account, 'commissions', '2026-03', question)).value;
  expect(await march()).toBe(1500);
  expect(await march({ asKnownOn: '2026-03-31T00:00:00Z' })).toBe(2000);
});
