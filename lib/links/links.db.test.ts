import { afterAll, beforeAll, expect, test } from 'vitest';
import { getDb } from '@/lib/db/client';
import { click, join, lead } from '@/lib/inbox/examples/testing/touches';
import { type Harness, startHarness, storeRate } from '@/lib/inbox/testing/harness';
import { at, charge, event, refund } from '@/lib/inbox/testing/stripe-objects';
import { loadMetric } from '@/lib/reports/load-metric';
import { parseReportParams } from '@/lib/reports/report-params';
import { deleteLink } from './delete-link';
import { clicksPerDay } from './figures/clicks-per-day';
import { instantsOf } from './figures/figures-range';
import { lastClicks } from './figures/last-clicks';
import { linkQuery, listLinks } from './list-links';
import { loadSteps } from './load-steps';
import { createLink, updateLink } from './save-link';
import { slugInUse } from './slug-in-use';

const ORIGIN = 'https://links.example.com';
let harness: Harness;
beforeAll(async () => {
  harness = await startHarness({ timeZone: 'America/New_York' });
});
afterAll(() => harness.close());

const author = () => ({ workspaceId: harness.account.workspaceId, userId: null });
const list = (query: Record<string, string> = {}) => listLinks(harness.account, linkQuery.parse(query), ORIGIN);
const customer = (id: string, when: string, user: string) =>
  event('customer.created', when, { id, object: 'customer', created: at(when), metadata: { user_id: user } });
const paid = (id: string, of: string, amount: number, when: string) =>
  event('charge.succeeded', when, charge(id, of, amount, when, {}));

test('what a link brought: clicks, leads, who of them paid, sales, and net revenue as the reports have it', async () => {
  expect(await loadSteps(harness.account.workspaceId)).toEqual({
    stripe: null,
    script: null,
    click: null,
    lead: null,
    sale: null,
  });
  const { id: one } = await createLink(author(), { url: 'https://shop.example/1', slug: 'one', trackConversion: true });
  const { id: two } = await createLink(author(), { url: 'https://shop.example/2', slug: 'two' });
  await click('click_1', '2026-03-01T02:00:00Z', { linkId: one }, 'v:a'); // still February in New York
  await click('click_2', '2026-03-02T12:00:00Z', { linkId: one }, 'v:b');
  await click('click_3', '2026-03-02T13:00:00Z', { linkId: one }, 'v:c');
  await lead('u1', 'click_1', '2026-03-03T12:00:00Z', 'v:a');
  await lead('u2', 'click_2', '2026-03-04T12:00:00Z', 'v:b');
  await harness.deliver(
    customer('cus_1', '2026-03-05', 'u1'),
    paid('ch_1', 'cus_1', 9900, '2026-03-05'),
    paid('ch_2', 'cus_1', 1000, '2026-04-05'),
    event('refund.created', '2026-04-06', refund('re_1', 'ch_2', 400, '2026-04-06')),
  );

  const { links } = await list();
  expect(links.map(({ slug }) => slug)).toEqual(['two', 'one']);
  expect(links[1]).toMatchObject({
    shortUrl: `${ORIGIN}/r/one`,
    figures: {
      ...{ clicks: 3, lastClickedAt: '2026-03-02T13:00:00.000Z', leads: 2, conversions: 1 },
      ...{ sales: 2, soldMinor: 10_900, netRevenueMinor: 10_500 },
    },
  });
  expect(links[0]?.figures).toMatchObject({ clicks: 0, leads: 0, sales: 0, netRevenueMinor: 0 });

  // What only the app tells of is a sale as well, at the rate of its day; what Stripe tells of too is counted once.
  await storeRate(harness.account, 'eur', 'usd', '2026-05-02', '1.1');
  const told = (id: string, currency: string, invoiceId: string | null) =>
    getDb().trackedSale.create({
      data: {
        ...{ workspaceId: harness.account.workspaceId, id, externalId: 'u2', clickId: 'click_2', currency, invoiceId },
        ...{
          eventName: 'Order',
          occurredAt: new Date('2026-05-03T12:00:00Z'),
          amountMinor: 1000n,
          paymentProcessor: 'custom',
        },
      },
    });
  await Promise.all([
    told('t_1', 'usd', null),
    told('t_2', 'eur', null),
    told('t_3', 'usd', 'ch_1'),
    told('t_4', 'jpy', null),
  ]);
  expect((await list()).links[1]?.figures).toMatchObject({ sales: 5, soldMinor: 13_000, netRevenueMinor: 10_500 });

  const march = await list({ from: '2026-03-01', to: '2026-04-01' });
  expect(march.links[1]?.figures).toMatchObject({ clicks: 2, leads: 2, sales: 1, soldMinor: 9900 });
  expect((await list({ mode: 'test' })).links[1]?.figures).toMatchObject({ clicks: 3, leads: 0, sales: 0 });

  const report = await loadMetric(
    harness.account,
    'net-revenue',
    parseReportParams(harness.account, { from: '2026-01-01', to: '2026-05-01', breakdown: 'link' }),
  );
  expect(report.series.find(({ key }) => key === one)?.total.value).toBe(links[1]?.figures.netRevenueMinor);

  const { workspaceId, timeZone } = harness.account;
  const days = await clicksPerDay({
    workspaceId,
    link: one,
    timeZone,
    between: instantsOf({ mode: 'live' }, timeZone),
  });
  expect(Object.fromEntries(days)).toEqual({ '2026-02-28': 1, '2026-03-02': 2 });
  await join('v:c', 'email:c@example.com');
  expect(await lastClicks({ workspaceId, mode: 'live' }, one)).toMatchObject([
    { at: '2026-03-02T13:00:00.000Z', who: 'email:c@example.com', hasLead: false },
    { who: 'id:u2', personId: null, hasLead: true },
    { who: 'id:u1', personId: 'u1', hasLead: true },
  ]);
  // Deliveries are counted a moment after they are taken.
  await expect
    .poll(() => loadSteps(workspaceId))
    .toMatchObject({
      ...{ script: null, click: '2026-03-02T13:00:00.000Z', lead: '2026-03-04T12:00:00.000Z', sale: '2026-04-04' },
      stripe: expect.any(String),
    });

  // Deleted, it keeps its name in reports.
  await deleteLink(workspaceId, one);
  await deleteLink(workspaceId, two);
  const after = await loadMetric(
    harness.account,
    'net-revenue',
    parseReportParams(harness.account, { from: '2026-01-01', to: '2026-05-01', breakdown: 'link' }),
  );
  expect(after.series.find(({ key }) => key === one)?.label).toBe('/r/one (deleted)');
  expect(await getDb().link.count({ where: { workspaceId } })).toBe(1);
});

test('a list goes on where it ended, and is searched', async () => {
  for (const n of [1, 2, 3])
    await createLink(author(), { url: `https://page.example/${n}?utm_campaign=may_${n}`, title: `Number ${n}` });
  const first = await list({ search: 'page.example', limit: '2' });
  const second = await list({ search: 'page.example', limit: '2', cursor: first.nextCursor ?? '' });
  expect([...first.links, ...second.links].map(({ title }) => title)).toEqual(['Number 3', 'Number 2', 'Number 1']);
  expect(second.nextCursor).toBeNull();
  for (const [search, found] of [
    ['MAY_2', 1],
    ['number', 3],
    ['%', 0],
  ] as const)
    expect((await list({ search })).links).toHaveLength(found);
  const [{ id } = { id: '' }] = second.links;
  await updateLink(harness.account.workspaceId, id, { archived: true });
  expect((await list({ search: 'number' })).links).toHaveLength(2);
  expect((await list({ search: 'number', archived: 'true' })).links).toHaveLength(3);
});

test('slugs are of the whole installation', async () => {
  await getDb().workspace.create({ data: { id: 'ws_other', name: 'Other', currency: 'usd', timeZone: 'UTC' } });
  const theirs = await createLink(
    { workspaceId: 'ws_other', userId: null },
    { url: 'https://a.example', slug: 'theirs' },
  );
  expect(await slugInUse('theirs', null)).toBe(true);
  expect(await slugInUse('theirs', theirs.id)).toBe(false);
  await expect(createLink(author(), { url: 'https://a.example', slug: 'theirs' })).rejects.toMatchObject({
    code: 'conflict',
    field: 'slug',
  });
  await expect(updateLink(harness.account.workspaceId, theirs.id, { title: 'x' })).rejects.toMatchObject({
    code: 'not_found',
  });
});
