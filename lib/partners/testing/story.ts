import { getPool } from '@/lib/db/client';
import { click, join } from '@/lib/inbox/examples/testing/touches';
import { projectPending } from '@/lib/inbox/projector';
import type { Harness } from '@/lib/inbox/testing/harness';
import { at, charge, event } from '@/lib/inbox/testing/stripe-objects';
import { decideCommissions } from '../commissions/decide';
import { listCommissions } from '../commissions/list-commissions';
import { loadCommission } from '../commissions/load-commission';
import { settleCommissions } from '../engine/settle-commissions';
import { commissionQuery, ruleInput } from '../inputs';
import { createPartner } from '../partners/save-partner';
import { createRule } from '../rules/save-rule';

export const by = { workspaceId: 'ws_test', userId: null };
/** When every holding period is over. */
export const LATER = new Date('2027-01-01T00:00:00Z');

const TABLES =
  'partner, partner_absence, partner_code, reward_rule, reward_rule_version, commission, commission_line, commission_proposal, payout, payout_item, partner_setting, commission_due, touchpoint, visitor_identifier, lead, attribution_due, attribution_move, identity_pin, person_alias, identity_action, erased_subject';

/** An empty workspace with two partners, Ada and Bob. On 1 March a link of Ada's brought the person "u1". */
export async function startStory(harness: Harness): Promise<{ ada: string; bob: string }> {
  await harness.reset();
  await getPool().query(`truncate ${TABLES}`);
  const ada = await createPartner(by, { name: 'Ada', email: 'ada@partners.com', note: '' });
  const bob = await createPartner(by, { name: 'Bob', email: 'bob@partners.com', note: '' });
  await click('click_a', '2026-03-01', { partnerId: ada.id, linkId: 'lnk_1' }, 'v:browser');
  await join('v:browser', 'id:u1');
  return { ada: ada.id, bob: bob.id };
}

/** 20 % of every sale, of all of the past as well, unless it is said. */
export async function makeRule(input: object = {}): Promise<string> {
  const terms = { reward: { kind: 'percent', percent: '20' } };
  const parsed = ruleInput.parse({ name: 'Standard', event: 'sale', from: 'always', terms, ...input });
  return (await createRule(by, parsed)).id;
}

export const flat = (amountMinor: number, currency = 'usd') => ({ reward: { kind: 'flat', amountMinor, currency } });

export const customer = (id = 'cus_1', user = 'u1', email: string | null = null) =>
  event('customer.created', '2026-03-02', {
    ...{ id, object: 'customer', created: at('2026-03-02'), email, name: null, metadata: { user_id: user } },
  });

export const paid = (id: string, amount: number, when = '2026-03-10', more = {}) =>
  event('charge.succeeded', when, charge(id, 'cus_1', amount, when, more));

/** Projects what waits, and works out the commissions. */
export async function settleAll(now = LATER): Promise<void> {
  await projectPending();
  await settleCommissions(now);
}

export const commissions = async (query = {}) =>
  (await listCommissions('ws_test', commissionQuery.parse(query))).commissions;

export const decideAll = async (decision: 'approve' | 'release') =>
  decideCommissions(by, { ids: (await commissions()).map(({ id }) => id), decision, reason: '' }, LATER);

/** "partner sale status earnings: lines" of each commission, in the order of these words. */
export async function book(): Promise<string[]> {
  const found = await Promise.all((await commissions()).map(({ id }) => loadCommission('ws_test', id)));
  return found
    .map(({ commission: { partner, sourceId, status, earningsMinor }, lines }) =>
      [
        `${partner.name} ${sourceId} ${status} ${earningsMinor}:`,
        ...lines.map((one) => `${one.kind} ${one.amountMinor}`),
      ].join(' '),
    )
    .sort();
}
