import { Dub } from 'dub';
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { createApiKey } from '@/lib/auth/api-keys';
import { getPool } from '@/lib/db/client';
import { projectPending } from '@/lib/inbox/projector';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { charge, event, invoice } from '@/lib/inbox/testing/stripe-objects';
import { IS_STRIPES } from '@/lib/tracking/matched-sale';
import { overLimit } from '@/lib/tracking/rate-limits';
import { addLink, touches } from '@/lib/tracking/testing/link-server';
import { type RouteServer, startRouteServer } from '@/lib/tracking/testing/route-server';
import * as lead from './lead/route';
import * as sale from './sale/route';

vi.mock('next/server', () => ({ after: () => {} }));

let harness: Harness;
let server: RouteServer;
let ws: string;
let secret: string;
let dub: Dub;
beforeAll(async () => {
  harness = await startHarness();
  ws = harness.account.workspaceId;
  secret = (await createApiKey({ workspaceId: ws, name: 'server', kind: 'secret' })).key;
  server = await startRouteServer({ '/track/lead': { ...lead }, '/track/sale': { ...sale } });
  dub = new Dub({ token: secret, serverURL: server.url });
});
afterAll(async () => {
  await server.close();
  await harness.close();
});
beforeEach(async () => {
  await harness.reset();
  await getPool().query(
    'delete from touchpoint; delete from visitor_identifier; delete from attribution_due; delete from link; delete from lead; delete from tracked_sale',
  );
});

const BROWSER = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64) Chrome/140.0' };

/** Somebody follows a link; the id is what the site finds in its cookie. */
async function click(slug = 'go', link: Record<string, unknown> = {}): Promise<string> {
  await addLink(ws, { slug, url: 'https://shop.example/', externalId: `ext-${slug}`, ...link });
  const answer = await fetch(`${server.url}/r/${slug}`, { redirect: 'manual', headers: BROWSER });
  return (
    new URL(String(answer.headers.get('location'))).searchParams.get('dub_id') ?? String((await touches(ws)).at(-1)?.id)
  );
}

const stored = async (table: 'lead' | 'tracked_sale' | 'visitor_identifier' | 'attribution_due') =>
  (await getPool().query(`select * from ${table} where workspace_id = $1`, [ws])).rows;
const signedUp = (clickId: string, customerExternalId = 'user_1') => ({
  clickId,
  customerExternalId,
  eventName: 'Sign up',
});

describe('RV-20 RV-21 leads, by the official package unchanged', () => {
  test('a lead joins the click to the user, once', async () => {
    const clickId = await click();
    const person = { customerName: 'Ana', customerEmail: 'Ana@Example.com', customerAvatar: 'https://a.example/a.png' };
    const request = { ...signedUp(clickId), ...person, eventQuantity: 3, metadata: { plan: 'pro' } };
    const answer = await dub.track.lead(request);
    expect(await dub.track.lead({ ...request, mode: 'wait' })).toEqual(answer);
    expect(answer).toEqual({
      click: { id: clickId },
      link: {
        ...{ id: 'link_go', domain: new URL(server.url).host, key: 'go', shortLink: `${server.url}/r/go` },
        ...{ url: 'https://shop.example/', partnerId: null, programId: null, tenantId: null, externalId: 'ext-go' },
      },
      customer: { name: 'Ana', email: 'Ana@Example.com', avatar: 'https://a.example/a.png', externalId: 'user_1' },
    });
    expect(await stored('lead')).toMatchObject([
      {
        ...{
          source: 'manual',
          livemode: true,
          event_name: 'Sign up',
          quantity: 3,
          click_id: clickId,
          external_id: 'user_1',
        },
        ...{ name: 'Ana', email: 'Ana@Example.com', metadata: { plan: 'pro' } },
      },
    ]);
    const [touch] = await touches(ws);
    expect(await stored('visitor_identifier')).toMatchObject([
      { visitor_id: touch?.visitor_id, identifier: 'id:user_1', cause: 'lead' },
      { visitor_id: touch?.visitor_id, identifier: 'email:ana@example.com', cause: 'lead' },
    ]);
    expect((await stored('attribution_due')).map(({ key, cause }) => [key, cause])).toEqual([
      ['id:user_1', 'lead'],
      ['email:ana@example.com', 'lead'],
      [`click:${touch?.id}`, 'lead'],
    ]);
  });

  test('another event of the same user is another lead', async () => {
    const clickId = await click();
    await dub.track.lead(signedUp(clickId));
    await dub.track.lead({ ...signedUp(clickId), eventName: 'Demo booked' });
    expect(await stored('lead')).toHaveLength(2);
  });

  test('a deferred lead is counted when it is told of without a click', async () => {
    const clickId = await click();
    await dub.track.lead({ ...signedUp(clickId), mode: 'deferred' });
    expect(await stored('lead')).toEqual([]);
    const answer = await dub.track.lead({ ...signedUp(''), eventName: 'Verified' });
    expect(answer.click.id).toBe(clickId);
    expect(await stored('lead')).toMatchObject([{ event_name: 'Verified', click_id: clickId }]);
  });

  test('of test mode it is in no live report', async () => {
    const clickId = await click();
    const answer = await fetch(`${server.url}/track/lead?mode=test`, {
      method: 'POST',
      headers: { authorization: `Bearer ${secret}`, 'content-type': 'application/json' },
      body: JSON.stringify(signedUp(clickId)),
    });
    expect(answer.status).toBe(200);
    expect(await stored('lead')).toMatchObject([{ livemode: false }]);
  });
});

describe('what is refused, as the package knows refusals', () => {
  test.each([
    ['an unknown click', () => signedUp('nobodys'), 404, 'not_found', 'clickId'],
    ['no click, of a customer nobody knows', () => signedUp(''), 404, 'not_found', 'clickId'],
    [
      'an id that names nobody',
      async () => signedUp(await click(), 'undefined'),
      422,
      'unprocessable_entity',
      'customerExternalId',
    ],
    [
      'an address that is none',
      async () => ({ ...signedUp(await click()), customerEmail: 'ana' }),
      422,
      'unprocessable_entity',
      'customerEmail',
    ],
    [
      'a quantity of nothing',
      async () => ({ ...signedUp(await click()), eventQuantity: 0 }),
      422,
      'unprocessable_entity',
      'eventQuantity',
    ],
    [
      'RV-15 a click on a link that tracks no conversions',
      async () => signedUp(await click('plain', { trackConversion: false })),
      422,
      'unprocessable_entity',
      'clickId',
    ],
  ])('%s', async (_, request, statusCode, code, field) => {
    await expect(dub.track.lead(await request())).rejects.toMatchObject({
      ...{ statusCode, error: { code, message: expect.stringContaining(field) } },
    });
    expect(await stored('lead')).toEqual([]);
  });

  test('any key but a secret one of this workspace', async () => {
    const own = (await createApiKey({ workspaceId: ws, name: 'site', kind: 'public' })).key;
    const clickId = await click();
    for (const [token, statusCode, code] of [
      [own, 403, 'forbidden'],
      ['hw_sk_00000000000000000000', 401, 'unauthorized'],
    ] as const)
      await expect(new Dub({ token, serverURL: server.url }).track.lead(signedUp(clickId))).rejects.toMatchObject({
        ...{ statusCode, error: { code } },
      });
    await getPool().query("insert into workspace (id, name) values ('ws_other', 'Other') on conflict do nothing");
    const other = (await createApiKey({ workspaceId: 'ws_other', name: 'server', kind: 'secret' })).key;
    await expect(new Dub({ token: other, serverURL: server.url }).track.lead(signedUp(clickId))).rejects.toMatchObject({
      statusCode: 404,
    });
    expect(await stored('lead')).toEqual([]);
  });
});

test('so many calls a minute with one key, and from one address whatever the key', async () => {
  const { key: token, id } = await createApiKey({ workspaceId: ws, name: 'busy', kind: 'secret' });
  const clickId = await click();
  const busy = new Dub({ token, serverURL: server.url });
  for (let calls = 0; calls < 5999; calls += 1) await overLimit('callByKey', id);
  await busy.track.lead(signedUp(clickId));
  await expect(busy.track.lead(signedUp(clickId))).rejects.toMatchObject({
    ...{ statusCode: 429, error: { code: 'rate_limit_exceeded' } },
  });
  await dub.track.lead(signedUp(clickId));
  for (let calls = 0; calls < 3000; calls += 1) await overLimit('callByAddress', '10.8.8.8');
  const refused = await fetch(`${server.url}/track/sale`, {
    method: 'POST',
    headers: { 'x-forwarded-for': '10.8.8.8' },
  });
  expect(refused.status).toBe(429);
  expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
});

describe('sales, by the official package unchanged', () => {
  const paid = { customerExternalId: 'user_1', amount: 4900, currency: 'EUR', paymentProcessor: 'stripe' as const };

  test('a sale of a lead has its click; told again with the same invoice it is the same', async () => {
    const clickId = await click();
    await dub.track.lead({ ...signedUp(clickId), customerName: 'Ana' });
    const answer = await dub.track.sale({
      ...paid,
      eventName: 'Invoice paid',
      invoiceId: 'in_1',
      metadata: { seats: 2 },
    });
    expect(answer).toEqual({
      eventName: 'Invoice paid',
      customer: { id: 'user_1', externalId: 'user_1', name: 'Ana', email: null, avatar: null },
      sale: { amount: 4900, currency: 'eur', paymentProcessor: 'stripe', invoiceId: 'in_1', metadata: { seats: 2 } },
    });
    expect(await dub.track.sale({ ...paid, amount: 1, invoiceId: 'in_1' })).toEqual(answer);
    expect(await stored('tracked_sale')).toMatchObject([{ amount_minor: 4900n, click_id: clickId, livemode: true }]);
  });

  test('two at once with one invoice are one', async () => {
    await Promise.all(Array.from({ length: 6 }, () => dub.track.sale({ ...paid, invoiceId: 'in_1' })));
    expect(await stored('tracked_sale')).toHaveLength(1);
  });

  test('a direct sale brings its own click, and its lead where it is named', async () => {
    const clickId = await click();
    await dub.track.sale({ ...paid, clickId, customerEmail: 'ana@example.com', leadEventName: 'Purchase' });
    expect(await stored('tracked_sale')).toMatchObject([{ click_id: clickId, lead_event_name: 'Purchase' }]);
    expect(await stored('lead')).toMatchObject([{ event_name: 'Purchase', click_id: clickId }]);
    expect((await stored('visitor_identifier')).map(({ identifier }) => identifier)).toEqual([
      'id:user_1',
      'email:ana@example.com',
    ]);
  });

  test('a sale of somebody whom no click is known of is kept, and credited to nothing', async () => {
    const answer = await dub.track.sale(paid);
    expect([answer.eventName, answer.customer?.externalId]).toEqual(['Purchase', 'user_1']);
    expect(await stored('tracked_sale')).toMatchObject([{ click_id: '', invoice_id: null }]);
  });

  test('a lead that the customer never was is refused', async () => {
    await expect(dub.track.sale({ ...paid, leadEventName: 'Sign up' })).rejects.toMatchObject({
      ...{ statusCode: 404, error: { code: 'not_found', message: expect.stringContaining('leadEventName') } },
    });
  });

  test.each([
    ['a currency that is none', { currency: 'moon' }],
    ['less than nothing', { amount: -1 }],
    ['half a cent', { amount: 0.5 }],
  ])('%s is refused', async (_, wrong) => {
    await expect(dub.track.sale({ ...paid, ...wrong })).rejects.toThrow();
    expect(await stored('tracked_sale')).toEqual([]);
  });

  test.each(['before', 'after'])('one that Stripe tells of as well is Stripe’s, %s or not', async (when) => {
    const told = () =>
      harness.deliver(
        event('invoice.paid', '2026-03-02', { ...invoice('in_1', 'cus_1', 4900, '2026-03-02'), charge: 'ch_1' }),
        event('charge.succeeded', '2026-03-02', { ...charge('ch_1', 'cus_1', 4900, '2026-03-02'), invoice: 'in_1' }),
      );
    if (when === 'after') await told();
    for (const invoiceId of ['in_1', 'ch_1', 'shop-order-7']) await dub.track.sale({ ...paid, invoiceId });
    if (when === 'before') await told();
    await projectPending();
    const { rows } = await getPool().query(
      `select invoice_id, ${IS_STRIPES} as theirs from tracked_sale t where t.workspace_id = $1 order by 1`,
      [ws],
    );
    expect(rows).toEqual([
      { invoice_id: 'ch_1', theirs: true },
      { invoice_id: 'in_1', theirs: true },
      { invoice_id: 'shop-order-7', theirs: false },
    ]);
  });
});
