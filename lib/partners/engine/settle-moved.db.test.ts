import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { mergePeople } from '@/lib/identity/aliases/add-alias';
import { unlinkCustomer } from '@/lib/identity/pins/link-customer';
import { inMonth } from '@/lib/inbox/examples/testing/figures';
import { click, join } from '@/lib/inbox/examples/testing/touches';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { at, charge, event, refund } from '@/lib/inbox/testing/stripe-objects';
import { erasePerson } from '@/lib/privacy/erase-person';
import { decideCommissions } from '../commissions/decide';
import { listCommissions } from '../commissions/list-commissions';
import { commissionQuery, ruleInput } from '../inputs';
import { createPartner } from '../partners/save-partner';
import { previewPayouts } from '../payouts/preview-payouts';
import { createRule } from '../rules/save-rule';
import { savePartnerSettings } from '../settings';
import { settleCommissions } from './settle-commissions';

const by = { workspaceId: 'ws_test', userId: null };
const LATER = new Date('2027-01-01T00:00:00Z');
let harness: Harness;

beforeAll(async () => {
  harness = await startHarness();
});
beforeEach(async () => {
  await harness.reset();
  await getPool().query(
    'truncate partner, partner_absence, partner_code, reward_rule, reward_rule_version, commission, commission_line, commission_proposal, payout, payout_item, partner_setting, commission_due, lead, identity_pin, person_alias, identity_action, erased_subject',
  );
  const { id } = await createPartner(by, { name: 'Ada', email: 'ada@partners.com', note: '' });
  await click('click_a', '2026-03-01', { partnerId: id, linkId: 'lnk_1' }, 'v:browser');
  await join('v:browser', 'id:u1');
});
afterAll(() => harness.close());

const makeRule = (more: object = {}) => {
  const terms = { reward: { kind: 'percent', percent: '20' } };
  return createRule(by, ruleInput.parse({ name: 'Standard', event: 'sale', from: 'always', terms, ...more }));
};
const onlyFirst = { terms: { reward: { kind: 'percent', percent: '20' }, months: 0 } };
const customer = (id: string, user: string, email: string | null = null) =>
  event('customer.created', '2026-03-02', {
    ...{ id, object: 'customer', created: at('2026-03-02'), email, name: null, metadata: { user_id: user } },
  });
const paid = (id: string, of: string, amount: number, when: string) =>
  event('charge.succeeded', when, charge(id, of, amount, when));
const settle = async (now = LATER) => {
  await projectPending();
  await settleCommissions(now);
};
/** "sale status earnings" of each commission, by sale. */
const book = async () =>
  (await listCommissions('ws_test', commissionQuery.parse({}))).commissions
    .map(({ sourceId, status, earningsMinor }) => `${sourceId} ${status} ${earningsMinor}`)
    .sort();
const erase = () =>
  erasePerson({ workspaceId: 'ws_test', livemode: true, personId: 'u1', confirmation: 'u1', userId: null });

test('B13 of people who are merged, only the first sale of both is the first', async () => {
  await makeRule(onlyFirst);
  await join('v:browser', 'id:u2');
  await harness.deliver(
    ...[customer('cus_1', 'u1'), paid('ch_1', 'cus_1', 10_000, '2026-03-10')],
    ...[customer('cus_2', 'u2'), paid('ch_2', 'cus_2', 5000, '2026-03-12')],
  );
  await settle();
  expect(await book()).toEqual(['ch_1 pending 2000', 'ch_2 pending 1000']);
  await mergePeople(by, { livemode: true, alias: 'u2', to: 'u1' });
  await settle();
  expect(await book()).toEqual(['ch_1 pending 2000', 'ch_2 cancelled 0']);
});

test('B13 of a customer who turns out to be somebody else, the first sale is another one', async () => {
  await makeRule(onlyFirst);
  await join('v:browser', 'customer:cus_2');
  await harness.deliver(
    ...[customer('cus_1', 'u1'), paid('ch_1', 'cus_1', 10_000, '2026-03-10')],
    ...[customer('cus_2', 'u1'), paid('ch_2', 'cus_2', 5000, '2026-03-12')],
  );
  await settle();
  expect(await book()).toEqual(['ch_1 pending 2000']);
  await unlinkCustomer(by, { connectionId: 'default', customerId: 'cus_2' });
  await settle();
  expect(await book()).toEqual(['ch_1 pending 2000', 'ch_2 pending 1000']);
});

test('B13-10 D19 a self-referral stays on hold when the person is erased, until somebody releases it', async () => {
  await makeRule();
  await savePartnerSettings(by, { holdingDays: 30, autoApprove: true });
  await harness.deliver(customer('cus_1', 'u1', 'ada@partners.com'), paid('ch_1', 'cus_1', 10_000, '2026-03-10'));
  await settle();
  expect(await book()).toEqual(['ch_1 hold 2000']);
  await erase();
  await settle();
  await settle();
  expect(await book()).toEqual(['ch_1 hold 2000']);
  expect(await previewPayouts('ws_test')).toEqual({ currencies: [] });
  const { commissions } = await listCommissions('ws_test', commissionQuery.parse({}));
  await decideCommissions(by, { ids: commissions.map(({ id }) => id), decision: 'release', reason: '' }, LATER);
  await settle();
  expect(await book()).toEqual(['ch_1 approved 2000']);
});

test('B13-10 D19 so does that of a lead', async () => {
  await makeRule({ event: 'lead', terms: { reward: { kind: 'flat', amountMinor: 5000, currency: 'usd' } } });
  await getPool().query(
    `insert into lead (workspace_id, id, source, livemode, event_name, occurred_at, click_id, external_id, email)
     values ('ws_test', 'lead_1', 'manual', true, 'Sign up', '2026-03-02', 'click_a', 'u1', 'ada@partners.com')`,
  );
  await harness.deliver(customer('cus_1', 'u1'));
  await settle();
  expect(await book()).toEqual(['lead_1 hold 5000']);
  await erase();
  await settle();
  await settle();
  expect(await book()).toEqual(['lead_1 hold 5000']);
});

test('B0-5 commissions as known on a day hold no line that was booked later', async () => {
  await makeRule();
  await harness.deliver(customer('cus_1', 'u1'), paid('ch_1', 'cus_1', 10_000, '2026-03-10'));
  await getPool().query('update stripe_event set known_at = occurred_at');
  await getPool().query('update object_version set known_at = occurred_at');
  await settle(new Date('2026-03-11T00:00:00Z'));
  await harness.deliver(event('refund.created', '2026-04-20', refund('re_1', 'ch_1', 2500, '2026-04-20')));
  await settle(new Date('2026-04-21T00:00:00Z'));
  const march = async (question = {}) => (await inMonth(harness.account, 'commissions', '2026-03', question)).value;
  expect(await march()).toBe(1500);
  expect(await march({ asKnownOn: '2026-03-31T00:00:00Z' })).toBe(2000);
});
