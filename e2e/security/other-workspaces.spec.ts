import type { APIRequestContext } from '@playwright/test';
import { addMember, type Invited, invite, newEmail } from '../support/members';
import { REWARD_TERMS, type Reward, rewardPartner } from '../support/partners';
import { pages, routes } from '../support/routes';
import { type Method, send, sendOk } from '../support/send';
import { DEMO } from '../support/servers';
import { openShop, subscribeAll } from '../support/shop';
import { signIn } from '../support/sign-in';
import { expect, NOBODY, test } from '../support/test';
import { deliver, type OwnWorkspace, openOwnWorkspace } from '../support/workspace';

/** In every name and id of the victim's workspace that a page or an answer could show. */
const MARK = 'Victim';

interface Victim extends OwnWorkspace {
  apiKey: string;
  keyId: string;
  userId: string;
  eventId: string;
  productId: string;
  customerId: string;
  hookId: string;
  messageId: string;
  linkId: string;
  spendId: string;
  reward: Reward;
  invited: Invited;
  /** None of these may ever reach a stranger. */
  secrets: string[];
}

type Attack = [method: Method, path: string, body?: object];

const NAME = { name: 'Taken over' };

/** What a stranger aims at each address of the build. Empty: it acts on the caller's own workspace or session only. */
const ATTACKS: Record<string, (victim: Victim) => Attack[]> = {
  '/api/auth/[...nextauth]': () => [],
  '/api/health': () => [],
  '/api/internal/api-keys': () => [],
  '/api/internal/api-keys/[id]': (v) => [['DELETE', `api-keys/${v.keyId}`]],
  '/api/internal/connections': () => [],
  '/api/internal/connections/[id]': (v) => [
    ['PATCH', `connections/${v.connectionId}`, NAME],
    ['DELETE', `connections/${v.connectionId}`, { data: 'keep' }],
    ['DELETE', `connections/${v.connectionId}`, { data: 'erase', name: 'Stripe' }],
  ],
  '/api/internal/connections/[id]/account': (v) => [
    ['PUT', `connections/${v.connectionId}/account`, { account: 'acct_stranger' }],
  ],
  '/api/internal/connections/[id]/backfill': (v) => [
    ['POST', `connections/${v.connectionId}/backfill`, { action: 'start' }],
  ],
  '/api/internal/connections/[id]/catch-up': (v) => [['POST', `connections/${v.connectionId}/catch-up`]],
  '/api/internal/connections/[id]/endpoint': (v) => [['POST', `connections/${v.connectionId}/endpoint`]],
  '/api/internal/connections/[id]/expected-mrr': (v) => [['GET', `connections/${v.connectionId}/expected-mrr`]],
  '/api/internal/connections/[id]/key': (v) => [
    ['PUT', `connections/${v.connectionId}/key`, { key: 'rk_test_0123456789' }],
    ['DELETE', `connections/${v.connectionId}/key`],
  ],
  '/api/internal/connections/[id]/permissions': (v) => [['POST', `connections/${v.connectionId}/permissions`]],
  '/api/internal/connections/[id]/reconnect': (v) => [['POST', `connections/${v.connectionId}/reconnect`]],
  '/api/internal/connections/[id]/secrets': (v) => [
    ['POST', `connections/${v.connectionId}/secrets`, { secret: 'whsec_of_the_stranger' }],
  ],
  '/api/internal/connections/[id]/secrets/[secretId]': (v) => [
    ['DELETE', `connections/${v.connectionId}/secrets/${v.secretId}`],
  ],
  '/api/internal/connections/[id]/status': (v) => [['GET', `connections/${v.connectionId}/status`]],
  '/api/internal/conversions': () => [],
  '/api/internal/definitions': () => [],
  '/api/internal/definitions/compare': () => [],
  '/api/internal/definitions/preview': () => [],
  '/api/internal/events': () => [],
  '/api/internal/events/dry-run': () => [],
  '/api/internal/events/find': () => [],
  '/api/internal/events/news': () => [],
  '/api/internal/events/read-again': (v) => [
    ['POST', 'events/read-again', { connectionId: v.connectionId, objectId: 'cus_stranger' }],
  ],
  '/api/internal/events/replay': () => [],
  '/api/internal/events/[connectionId]/[eventId]': (v) => [['GET', `events/${v.connectionId}/${v.eventId}`]],
  '/api/internal/first-day': () => [],
  '/api/internal/freshness': () => [],
  '/api/internal/fx-rates': () => [],
  '/api/internal/fx-rates/read': () => [],
  '/api/internal/identity/[connectionId]': (v) => [
    ['PUT', `identity/${v.connectionId}`, { rules: [{ kind: 'email' }] }],
  ],
  '/api/internal/identity/[connectionId]/preview': (v) => [
    ['POST', `identity/${v.connectionId}/preview`, { rules: [{ kind: 'email' }] }],
  ],
  '/api/internal/identity/[connectionId]/preview/[id]': (v) => [['GET', `identity/${v.connectionId}/preview/any`]],
  '/api/internal/identity/[connectionId]/preview/[id]/moves': (v) => [
    ['GET', `identity/${v.connectionId}/preview/any/moves`],
  ],
  '/api/internal/identity/[connectionId]/restore': (v) => [
    ['POST', `identity/${v.connectionId}/restore`, { version: 0 }],
  ],
  '/api/internal/identity/[connectionId]/versions': (v) => [['GET', `identity/${v.connectionId}/versions`]],
  '/api/internal/identity/[connectionId]/versions/[version]/discard': (v) => [
    ['POST', `identity/${v.connectionId}/versions/1/discard`],
  ],
  '/api/internal/identity/[connectionId]/versions/[version]/retry': (v) => [
    ['POST', `identity/${v.connectionId}/versions/1/retry`],
  ],
  '/api/internal/invitations': () => [],
  '/api/internal/invitations/[id]': (v) => [['DELETE', `invitations/${v.invited.invitationId}`]],
  '/api/internal/invitations/accept': () => [],
  '/api/internal/invitations/join': (v) => [['POST', 'invitations/join', { token: v.invited.token }]],
  '/api/internal/links': () => [],
  '/api/internal/links/[id]': (v) => [
    ['PATCH', `links/${v.linkId}`, { url: 'https://evil.example/' }],
    ['DELETE', `links/${v.linkId}`],
  ],
  '/api/internal/links/slug': () => [],
  '/api/internal/links/steps': () => [],
  '/api/internal/members/[userId]': (v) => [
    ['PATCH', `members/${v.userId}`, { role: 'viewer' }],
    ['DELETE', `members/${v.userId}`],
  ],
  '/api/internal/password': () => [],
  '/api/internal/people/actions': () => [],
  '/api/internal/people/conflicts': () => [],
  '/api/internal/people/dismiss': (v) => [
    ['POST', 'people/dismiss', { identifier: 'email:victim@example.com', connectionId: v.connectionId }],
  ],
  '/api/internal/people/erase': () => [
    ['POST', 'people/erase', { person: 'victim@example.com', mode: 'live', confirmation: 'victim@example.com' }],
  ],
  '/api/internal/people/export': () => [['GET', 'people/export?person=victim%40example.com']],
  '/api/internal/people/history': () => [],
  '/api/internal/people/link': (v) => [
    ['POST', 'people/link', { connectionId: v.connectionId, customerId: v.customerId, personId: 'stranger' }],
  ],
  '/api/internal/people/merge': () => [['POST', 'people/merge', { alias: 'u_victim', to: 'u_other' }]],
  '/api/internal/people/settle': (v) => [
    ['POST', 'people/settle', { connectionId: v.connectionId, customerId: v.customerId, policy: 'share' }],
  ],
  '/api/internal/people/undo': () => [['POST', 'people/undo', { actionId: crypto.randomUUID() }]],
  '/api/internal/people/unlink': (v) => [
    ['POST', 'people/unlink', { connectionId: v.connectionId, customerId: v.customerId }],
  ],
  '/api/internal/reconciliation/badge': () => [],
  '/api/internal/reconciliation/fetch-missing': (v) => [
    [
      'POST',
      'reconciliation/fetch-missing',
      { from: '2026-01-01', to: '2026-12-31', mode: 'live', connection: v.connectionId },
    ],
  ],
  '/api/internal/settings': () => [],
  '/api/internal/settings/metadata': () => [],
  '/api/internal/setup': () => [],
  '/api/internal/sign-out': () => [],
  '/api/internal/sign-out-everywhere': () => [],
  '/api/internal/spend': () => [],
  '/api/internal/spend/[id]': (v) => [['DELETE', `spend/${v.spendId}`]],
  '/api/internal/touchpoints/import': () => [],
  '/api/internal/partner-access/[partnerId]': (v) => [
    ['POST', `partner-access/${v.reward.partnerId}`],
    ['DELETE', `partner-access/${v.reward.partnerId}`],
  ],
  '/api/internal/partner-page/leave': () => [],
  '/api/internal/partner-page/open': () => [],
  '/api/internal/partners': () => [],
  '/api/internal/partners/[id]': (v) => [
    ['GET', `partners/${v.reward.partnerId}`],
    ['PATCH', `partners/${v.reward.partnerId}`, NAME],
  ],
  '/api/internal/partners/[id]/codes': (v) => [
    ['POST', `partners/${v.reward.partnerId}/codes`, { connectionId: v.connectionId, promotionCodeId: 'promo_1' }],
    ['DELETE', `partners/${v.reward.partnerId}/codes`, { connectionId: v.connectionId, promotionCodeId: 'promo_1' }],
  ],
  '/api/internal/partners/commissions': () => [],
  '/api/internal/partners/commissions/[id]': (v) => [['GET', `partners/commissions/${v.reward.commissionId}`]],
  '/api/internal/partners/commissions/decide': (v) => [
    ['POST', 'partners/commissions/decide', { ids: [v.reward.commissionId], decision: 'fraud', reason: 'x' }],
  ],
  '/api/internal/partners/payouts': () => [],
  '/api/internal/partners/payouts/[id]': (v) => [
    ['GET', `partners/payouts/${v.reward.payoutId}`],
    ['POST', `partners/payouts/${v.reward.payoutId}`, { action: 'pay' }],
  ],
  '/api/internal/partners/payouts/[id]/csv': (v) => [['GET', `partners/payouts/${v.reward.payoutId}/csv`]],
  '/api/internal/partners/payouts/preview': () => [],
  '/api/internal/partners/promotion-codes': () => [],
  '/api/internal/partners/proposals': () => [],
  '/api/internal/partners/proposals/[id]': () => [['POST', 'partners/proposals/prop_any', { decision: 'accept' }]],
  '/api/internal/partners/rules': (v) => [
    ['POST', 'partners/rules', { ...NAME, partnerId: v.reward.partnerId, event: 'sale', terms: REWARD_TERMS }],
  ],
  '/api/internal/partners/rules/[id]': (v) => [['PATCH', `partners/rules/${v.reward.ruleId}`, NAME]],
  '/api/internal/partners/rules/dry-run': () => [],
  '/api/internal/partners/settings': () => [],
  '/api/internal/webhooks': () => [],
  '/api/internal/webhooks/[id]': (v) => [
    ['PATCH', `webhooks/${v.hookId}`, { enabled: false }],
    ['DELETE', `webhooks/${v.hookId}`],
  ],
  '/api/internal/webhooks/[id]/messages': () => [],
  '/api/internal/webhooks/[id]/messages/[messageId]': (v) => [
    ['GET', `webhooks/${v.hookId}/messages/${v.messageId}`],
    ['POST', `webhooks/${v.hookId}/messages/${v.messageId}`],
  ],
  '/api/internal/webhooks/[id]/secret': (v) => [['POST', `webhooks/${v.hookId}/secret`]],
  '/api/internal/webhooks/[id]/test': (v) => [['POST', `webhooks/${v.hookId}/test`, { type: 'lead.created' }]],
  '/api/internal/workspaces': () => [],
  '/api/internal/workspaces/open': (v) => [['POST', 'workspaces/open', { id: v.id }]],
  '/api/v1/connections': () => [],
  '/api/v1/connections/[id]': (v) => [['GET', `../v1/connections/${v.connectionId}`]],
  '/api/v1/connections/[id]/backfill': (v) => [
    ['POST', `../v1/connections/${v.connectionId}/backfill`, { action: 'start' }],
  ],
  '/api/v1/dimensions/[dimension]': () => [],
  '/api/v1/events': () => [],
  '/api/v1/events/replay': () => [],
  '/api/v1/identity/preview': (v) => [
    ['POST', `../v1/identity/preview?connection=${v.connectionId}`, { rules: [{ kind: 'email' }] }],
  ],
  '/api/v1/identity/preview/[id]': () => [['GET', '../v1/identity/preview/any']],
  '/api/v1/identity/rules': (v) => [
    ['GET', `../v1/identity/rules?connection=${v.connectionId}`],
    ['PUT', `../v1/identity/rules?connection=${v.connectionId}`, { rules: [{ kind: 'email' }] }],
  ],
  '/api/v1/metrics': () => [],
  '/api/v1/metrics/[metric]': () => [],
  '/api/v1/metrics/[metric]/rows': () => [],
  '/api/v1/openapi.json': () => [],
  '/api/v1/commissions': () => [],
  '/api/v1/customers': () => [],
  '/api/v1/links': () => [],
  '/api/v1/partners': () => [],
  '/api/v1/people': () => [],
  '/api/v1/people/[id]': (v) => [['GET', `../v1/people/${v.customerId}`]],
  '/api/v1/people/[id]/timeline': () => [],
  '/api/v1/people/alias': () => [],
  '/api/v1/reconciliation': () => [],
  '/api/v1/reconciliation/rows': () => [],
  '/api/v1/spend': () => [],
  '/api/v1/spend/[id]': (v) => [['DELETE', `../v1/spend/${v.spendId}`]],
  '/api/v1/touchpoints': () => [],
  '/r/[slug]': () => [],
  '/track/visit': () => [],
  // Opened by a secret key alone; that of another workspace is tried in app/links and app/track.
  '/track/lead': () => [],
  '/track/sale': () => [],
  '/links': () => [],
  '/links/[id]': () => [],
  '/links/bulk': () => [],
  '/links/count': () => [],
  '/links/info': () => [],
  '/links/qr': () => [],
  '/links/upsert': () => [],
  '/api/webhooks/stripe/[connectionId]': (v) => [['POST', `../webhooks/stripe/${v.connectionId}`, {}]],
};

/** What shows the caller's own workspace, asked for with everything that could name another one. */
const readers = (v: Victim): string[] => {
  const aim = `workspace=${v.id}&workspaceId=${v.id}&workspace_id=${v.id}&connection=${v.connectionId}`;
  const point = 'start=2000-01-02&end=2100-01-01';
  return [
    `/api/internal/events?${aim}`,
    `/api/internal/events?object=${v.eventId}`,
    `/api/internal/events/news?${aim}`,
    `/api/v1/events?payload=masked&object=${v.eventId}&${aim}`,
    `/api/internal/definitions/compare?preset=stripe-classic&${aim}`,
    `/api/internal/first-day?${aim}`,
    `/api/internal/freshness?${aim}`,
    `/api/internal/webhooks/${v.hookId}/messages?${aim}`,
    `/api/v1/spend?${aim}`,
    `/api/internal/spend?${aim}`,
    `/api/v1/partners?search=${MARK}&${aim}`,
    `/api/v1/commissions?partner=${v.reward.partnerId}&${aim}`,
    ...['commissions', 'payouts', 'payouts/preview', 'promotion-codes', 'proposals', 'rules', 'settings'].map(
      (what) => `/api/internal/partners/${what}?partner=${v.reward.partnerId}&payout=${v.reward.payoutId}&${aim}`,
    ),
    `/api/v1/connections?${aim}`,
    `/api/v1/customers?${aim}`,
    `/api/v1/links?archived=true&${aim}`,
    `/api/internal/links/steps?${aim}`,
    `/api/v1/people?search=victim&${aim}`,
    `/api/v1/people?search=${v.customerId}&${aim}`,
    `/api/v1/people/${v.customerId}/timeline?${aim}`,
    `/api/v1/reconciliation?from=2026-01-01&to=2026-12-31&${aim}`,
    `/api/internal/reconciliation/badge?from=2026-01-01&to=2026-12-31&${aim}`,
    `/api/v1/reconciliation/rows?day=2026-01-01&${aim}`,
    ...['product', 'price', 'country'].map((dimension) => `/api/v1/dimensions/${dimension}?${aim}`),
    ...['mrr', 'gross-revenue', 'buyers-by-product', 'trials'].flatMap((metric) => [
      `/api/v1/metrics/${metric}?${aim}&filter[product]=${v.productId}`,
      `/api/v1/metrics/${metric}?${aim}&breakdown=product`,
      `/api/v1/metrics/${metric}?${aim}&format=csv`,
      `/api/v1/metrics/${metric}/rows?${point}&${aim}`,
      `/api/v1/metrics/${metric}/rows?${point}&breakdown=product&series=${v.productId}`,
      `/api/v1/metrics/${metric}/rows?${point}&format=csv&${aim}`,
    ]),
    ...pages()
      .filter((page) => !page.includes('['))
      .map((page) => `${page}?${aim}&object=${v.eventId}&filter[product]=${v.productId}`),
  ];
};

const idIn = (text: string, prefix: string, known: string[] = []): string => {
  const found = [...text.matchAll(new RegExp(`${prefix}_[0-9a-f]{24}`, 'g'))].map(([id]) => id);
  const id = found.find((one) => !known.includes(one));
  if (!id) throw new Error(`No ${prefix} id on the page.`);
  return id;
};

async function makeVictim(owner: APIRequestContext): Promise<Victim> {
  const pageText = async (path: string) => (await owner.get(`${DEMO.url}${path}`)).text();
  const ownerId = idIn(await pageText('/settings/members'), 'usr');
  const workspace = await openOwnWorkspace(owner, `${MARK} Ltd`);
  const shop = openShop();
  subscribeAll(shop, [{ name: `${MARK} Customer`, email: 'victim@example.com', product: `${MARK} Product` }]);
  await deliver(owner, workspace, shop.events());
  const key = await sendOk(owner, 'POST', `${DEMO.url}/api/internal/api-keys`, { name: `${MARK} key`, kind: 'secret' });
  await addMember(owner, 'analyst');
  const invited = await invite(owner, newEmail('victim'), 'admin');
  const spent = { day: '2026-01-31', campaign: `${MARK} campaign`, currency: 'usd', amountMinor: 100 };
  await sendOk(owner, 'POST', `${DEMO.url}/api/v1/spend`, { spend: [spent] });
  const spend = await (await owner.get(`${DEMO.url}/api/v1/spend`)).json();
  const link = await sendOk(owner, 'POST', `${DEMO.url}/api/internal/links`, {
    ...{ url: 'https://victim.example/', title: `${MARK} link` },
  });
  const idOfNew = (type: string) => String(Object(shop.events().find((event) => event.type === type)?.data.object).id);
  const ids = {
    apiKey: String(Object(key).key),
    keyId: idIn(await pageText('/settings/api-keys'), 'key'),
    userId: idIn(await pageText('/settings/members'), 'usr', [ownerId]),
    eventId: shop.events()[0]?.id ?? '',
    productId: idOfNew('product.created'),
    customerId: idOfNew('customer.created'),
    ...(await addHook(owner)),
    linkId: String(Object(link).id),
    spendId: String(Object(spend).rows[0].id),
    reward: await rewardPartner(owner, workspace, MARK),
  };
  const secrets = [MARK, 'victim@', workspace.id, workspace.secretId, workspace.webhookSecret, ids.keyId, ids.userId];
  return { ...workspace, ...ids, invited, secrets: [...secrets, invited.invitationId] };
}

/** An address that is told of leads, and a message to it. */
async function addHook(owner: APIRequestContext): Promise<Pick<Victim, 'hookId' | 'messageId'>> {
  const webhooks = `${DEMO.url}/api/internal/webhooks`;
  const url = `https://${MARK}.example/hook`;
  const hook = await sendOk(owner, 'POST', webhooks, { url, description: MARK, types: ['lead.created'] });
  const hookId = String(Object(hook).id);
  const message = await sendOk(owner, 'POST', `${webhooks}/${hookId}/test`, { type: 'lead.created' });
  return { hookId, messageId: String(Object(message).id) };
}

/** Owner of a workspace of their own, with nothing in it, and no member of the victim's. */
async function makeStranger(owner: APIRequestContext): Promise<{ email: string; password: string; own: OwnWorkspace }> {
  const own = await openOwnWorkspace(owner, 'Of the stranger');
  return { ...(await addMember(owner, 'owner')), own };
}

/** Pages that need nobody to be signed in; the set-up leads on once it is done. */
const PUBLIC = ['/sign-in', '/partner', '/api/docs'];

test('every address of the build is attacked here', () => {
  expect(Object.keys(ATTACKS).sort()).toEqual(routes());
});

test('F35 another workspace’s ids are unknown to a stranger, whatever the address', async ({ page, playwright }) => {
  const stranger = await makeStranger(page.request);
  const victim = await makeVictim(page.request);
  const context = await playwright.request.newContext({ storageState: NOBODY });
  await signIn(context, DEMO.url, stranger);
  // The cookie that says which workspace is open is only a wish.
  const forged = await playwright.request.newContext({
    storageState: addCookie(await context.storageState(), victim.id),
  });
  const before = await stateOf(page.request, victim);

  for (const session of [context, forged]) {
    for (const [method, path, body] of Object.values(ATTACKS).flatMap((attacks) => attacks(victim))) {
      const answer = await send(session, method, `${DEMO.url}/api/internal/${path}`, body);
      expect([400, 403, 404], `${method} ${path}: ${answer.status()}`).toContain(answer.status());
      if (!path.includes('../webhooks') && !path.includes('join'))
        expect(answer.status(), `${method} ${path}`).toBe(404);
      expectNothingOf(victim, await answer.text(), `${method} ${path}`);
    }
    for (const address of readers(victim)) {
      const answer = await session.get(`${DEMO.url}${address}`);
      const text = await answer.text();
      // What the caller sent may come back in an address or a filter.
      expectNothingOf(victim, text.replaceAll(victim.id, ''), address, [victim.id]);
      expect(answer.status(), address).toBeLessThan(500);
    }
  }
  expect(await stateOf(page.request, victim)).toEqual(before);
  await context.dispose();
  await forged.dispose();
});

test('F35 a key of one workspace reads nothing of another', async ({ page, playwright }) => {
  await openOwnWorkspace(page.request, 'With a key of its own');
  const made = await sendOk(page.request, 'POST', `${DEMO.url}/api/internal/api-keys`, { name: 'own', kind: 'secret' });
  const victim = await makeVictim(page.request);
  const key = await playwright.request.newContext({
    storageState: NOBODY,
    extraHTTPHeaders: { authorization: `Bearer ${Object(made).key}` },
  });
  for (const address of readers(victim).filter((one) => one.startsWith('/api/v1/'))) {
    const answer = await key.get(`${DEMO.url}${address}`);
    expect([200, 400], address).toContain(answer.status());
    expectNothingOf(victim, (await answer.text()).replaceAll(victim.id, ''), address, [victim.id]);
  }
  for (const address of ['/api/internal/events', '/api/internal/freshness']) {
    expect((await key.get(`${DEMO.url}${address}`)).status(), address).toBe(401);
  }
  await key.dispose();
});

test('F35 nobody who is not signed in sees anything', async ({ page, playwright }) => {
  const victim = await makeVictim(page.request);
  const nobody = await playwright.request.newContext({ storageState: addCookie(NOBODY, victim.id) });
  for (const address of readers(victim)) {
    const answer = await nobody.get(`${DEMO.url}${address}`, { maxRedirects: 0 });
    const path = address.split('?')[0] ?? '';
    const isPage = pages().includes(path);
    expect(isPage ? [PUBLIC.includes(path) ? 200 : 307] : [401], address).toContain(answer.status());
    expectNothingOf(victim, await answer.text(), address, [victim.id]);
  }
  for (const [method, path, body] of Object.values(ATTACKS).flatMap((attacks) => attacks(victim))) {
    if (path.includes('../webhooks')) continue;
    expect((await send(nobody, method, `${DEMO.url}/api/internal/${path}`, body)).status(), path).toBe(401);
  }
  await nobody.dispose();
});

function addCookie(state: Awaited<ReturnType<APIRequestContext['storageState']>> | typeof NOBODY, workspaceId: string) {
  const rest = state.cookies.filter(({ name }) => name !== 'hw_workspace');
  const cookie = {
    name: 'hw_workspace',
    value: workspaceId,
    domain: 'localhost',
    path: '/',
    expires: -1,
    httpOnly: true,
    secure: false,
    sameSite: 'Lax' as const,
  };
  return { cookies: [...rest, cookie], origins: [] };
}

function expectNothingOf(victim: Victim, text: string, where: string, sent: string[] = []): void {
  for (const secret of victim.secrets) {
    if (!sent.includes(secret)) expect(text.includes(secret), `${where} shows ${secret}`).toBe(false);
  }
}

/** What the attacks aim at, as its owner sees it. */
async function stateOf(owner: APIRequestContext, victim: Victim): Promise<unknown> {
  const figures = await owner.get(`${DEMO.url}/api/v1/metrics/mrr?breakdown=product`);
  const people = await (await owner.get(`${DEMO.url}/settings/members`)).text();
  const sources = await (await owner.get(`${DEMO.url}/sources`)).text();
  const invitation = await (await owner.get(`${DEMO.url}/invite/${victim.invited.token}`)).text();
  const byKey = await owner.get(`${DEMO.url}/api/v1/metrics`, {
    headers: { authorization: `Bearer ${victim.apiKey}` },
  });
  return {
    figures: Object(await figures.json()).total,
    member: people.includes(victim.userId) && people.includes(victim.invited.invitationId),
    source: sources.includes(victim.secretId) && !sources.includes(NAME.name),
    invitation: invitation.includes(`Join ${victim.name}`),
    key: byKey.status(),
  };
}
