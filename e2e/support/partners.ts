import { type APIRequestContext, expect } from '@playwright/test';
import { DateTime } from 'luxon';
import { z } from 'zod';
import { createSandboxAccount } from '@/sandbox/account';
import { sendOk } from './send';
import { DEMO } from './servers';
import { subscribeAll } from './shop';
import { deliver, type OwnWorkspace } from './workspace';

const made = z.object({ id: z.string() });

/** A partner with a link that counts conversions. */
export async function addPartner(owner: APIRequestContext, name: string): Promise<{ id: string; linkId: string }> {
  const post = async (path: string, data: object) =>
    made.parse(await sendOk(owner, 'POST', `${DEMO.url}/api/internal/${path}`, data)).id;
  const email = `${name.toLowerCase()}-${crypto.randomUUID().slice(0, 8)}@partners.example`;
  const id = await post('partners', { name, email });
  const url = 'https://shop.example/';
  return { id, linkId: await post('links', { url, title: `${name}’s link`, partnerId: id, trackConversion: true }) };
}

/** In last quarter somebody came by a link of a partner and subscribed, for 100 dollars unless it is said. */
export async function sellThrough(
  owner: APIRequestContext,
  workspace: OwnWorkspace,
  sales: { linkId: string; name: string; email: string; amount?: number }[],
): Promise<void> {
  const opening = DateTime.utc().startOf('quarter').minus({ months: 1 });
  const touchpoints = sales.map(({ linkId, email }) => ({
    ...{ linkId, email, occurredAt: opening.minus({ days: 1 }).toISO() },
  }));
  await sendOk(owner, 'POST', `${DEMO.url}/api/v1/touchpoints`, { touchpoints });
  // Of a seed of its own: its ids are no other shop's of the workspace.
  const shop = createSandboxAccount({ startAt: opening.toJSDate(), seed: 77 });
  subscribeAll(
    shop,
    sales.map(({ name, email, amount = 100_00 }) => ({ name, email, amount })),
  );
  await deliver(owner, workspace, shop.events());
}

export interface Reward {
  partnerId: string;
  ruleId: string;
  commissionId: string;
  payoutId: string;
}

export const REWARD_TERMS = { reward: { kind: 'percent', percent: '20' } };

/** A partner who brought a sale, the commission on it, and the payout it is in. */
export async function rewardPartner(owner: APIRequestContext, workspace: OwnWorkspace, name: string): Promise<Reward> {
  const partners = `${DEMO.url}/api/internal/partners`;
  const made = async (path: string, body: object) => Object(await sendOk(owner, 'POST', `${partners}/${path}`, body));
  await sendOk(owner, 'PUT', `${partners}/settings`, { holdingDays: 0, autoApprove: false });
  const { id: partnerId, linkId } = await addPartner(owner, name);
  const rule = await made('rules', { name: `${name} rule`, event: 'sale', terms: REWARD_TERMS, from: 'always' });
  await sellThrough(owner, workspace, [{ linkId, name: `${name} Buyer`, email: 'victim@buyers.example' }]);
  let commissionId = '';
  await expect(async () => {
    const found = Object(await (await owner.get(`${partners}/commissions`)).json());
    commissionId = String(found.commissions[0].id);
  }).toPass();
  await made('commissions/decide', { ids: [commissionId], decision: 'approve' });
  const payout = await made('payouts', { currency: 'usd', note: name });
  return { partnerId, ruleId: String(rule.id), commissionId, payoutId: String(payout.id) };
}
