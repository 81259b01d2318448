import { afterAll, beforeAll, expect, test } from 'vitest';
import { getPool } from '@/lib/db/client';
import { type Harness, startHarness } from '@/lib/inbox/testing/harness';
import { event, invoice } from '@/lib/inbox/testing/stripe-objects';
import { conversionQuery, loadConversions } from './load-conversions';
import { loadMetric } from './load-metric';
import { loadMetricRows } from './load-rows';
import { parseReportParams } from './report-params';

let harness: Harness;
const NOW = new Date('2026-05-01T12:00:00Z');
const MARCH = { start: '2026-03-01', end: '2026-04-01' };

beforeAll(async () => {
  harness = await startHarness({ timeZone: 'America/New_York' });
  const { workspaceId } = harness.account;
  const run = (text: string) => getPool().query(text, [workspaceId]);
  await run(`insert into link (workspace_id, id, slug, url) values ($1, 'link_a', 'spring', 'https://example.com')`);
  // The last of them on 28 February in New York, the one before on 31 March.
  await run(`insert into touchpoint (workspace_id, id, kind, occurred_at, visitor_id, link_id, source, medium, campaign) values
    ($1, 'c1', 'click', '2026-03-02T12:00:00Z', 'v:1', 'link_a', 'news', 'email', 'spring'),
    ($1, 'c2', 'click', '2026-03-02T12:00:00Z', 'v:2', 'link_a', 'news', 'email', 'spring'),
    ($1, 'c3', 'click', '2026-04-01T03:59:59.999Z', 'v:3', '', 'ads', 'cpc', ''),
    ($1, 'c4', 'click', '2026-03-01T04:59:59.999Z', 'v:4', 'link_a', 'news', 'email', 'spring'),
    ($1, 'x1', 'visit', '2026-03-02T12:00:00Z', 'v:1', '', 'news', 'email', 'spring')`);
  await run(`insert into lead (workspace_id, id, source, livemode, event_name, occurred_at, quantity, click_id, external_id, email) values
    ($1, 'l1', 'manual', true, 'Sign up', '2026-03-03T12:00:00Z', 1, 'c1', 'u1', 'ada@example.com'),
    ($1, 'l2', 'trial', true, 'Trial', '2026-03-03T12:00:00Z', 3, 'c3', 'cus_b', null),
    ($1, 'l3', 'manual', true, 'Sign up', '2026-03-04T12:00:00Z', 1, '', 'u3', null),
    ($1, 'l4', 'manual', false, 'Sign up', '2026-03-04T12:00:00Z', 1, 'c1', 'u4', null)`);
  await run(`insert into tracked_sale (workspace_id, id, event_name, occurred_at, external_id, click_id, currency, amount_minor, payment_processor, invoice_id) values
    ($1, 's1', 'Bought', '2026-03-05T12:00:00Z', 'u1', 'c1', 'usd', 1000, 'paddle', 'other_1'),
    ($1, 's2', 'Bought', '2026-03-05T12:00:00Z', 'u2', 'c2', 'usd', 1000, 'stripe', 'in_1')`);
  await harness.deliver(
    event('invoice.paid', '2026-03-05', invoice('in_1', 'cus_a', 1000, '2026-03-05')),
    event('invoice.paid', '2026-03-06', invoice('in_2', 'cus_a', 1000, '2026-03-06')),
  );
});
afterAll(() => harness.close());

const params = (query: Record<string, string> = {}) =>
  parseReportParams(harness.account, { from: MARCH.start, to: MARCH.end, ...query }, NOW);
const load = (metric: string, query: Record<string, string> = {}) =>
  loadMetric(harness.account, metric, params(query), NOW);
const valuesBy = async (metric: string, breakdown: string) =>
  Object.fromEntries((await load(metric, { breakdown })).series.map(({ label, total }) => [label, total.value]));

test('RV-36 B0-7 clicks count once each, on the day of the workspace’s zone, and visits are no clicks', async () => {
  expect((await load('clicks')).total.value).toBe(3);
  expect((await load('clicks', { mode: 'test' })).total.value).toBe(3);
  expect((await load('clicks', { from: '2026-02-28', to: MARCH.start })).total.value).toBe(1);
  expect(await valuesBy('clicks', 'source')).toEqual({ news: 2, ads: 1 });
  expect((await load('clicks', { 'filter[campaign]!': 'spring' })).total.value).toBe(1);
});

test('RV-28 RV-29 leads count their quantity, are of their click, and are told apart by where they come from', async () => {
  const { total } = await load('leads');
  expect(total).toMatchObject({ value: 5, parts: { manual: 2, trial: 3, checkout: 0, customer: 0 } });
  expect(await valuesBy('leads', 'medium')).toEqual({ email: 1, cpc: 3, 'Direct / unknown': 1 });
});

test('a sale that Stripe tells of as well is counted once, as Stripe’s', async () => {
  expect((await load('sales')).total).toMatchObject({ value: 3, parts: { stripe: 2, tracked: 1 } });
  expect((await load('new-customers')).total.value).toBe(1);
});

test.each([
  ['clicks', {}, 3],
  ['clicks', { breakdown: 'link', series: 'link_a' }, 2],
  ['leads', {}, 5],
  ['leads', { part: 'trial' }, 3],
  ['sales', {}, 3],
  ['sales', { part: 'tracked' }, 1],
  ['new-customers', {}, 1],
])('B0-10 the rows of %s under %o sum to it, in pages of one', async (metric, asked, value) => {
  const { breakdown, ...point } = { breakdown: '', ...asked };
  const query = { ...MARCH, ...point, limit: 1 };
  let sum = 0;
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await loadMetricRows(
      harness.account,
      metric,
      params(breakdown ? { breakdown } : {}),
      { ...query, ...(cursor ? { cursor } : {}) },
      NOW,
    );
    expect(page.value).toBe(value);
    sum += page.rows.reduce((total, row) => total + (row.value ?? 0), 0);
    cursor = page.nextCursor;
  }
  expect(sum).toBe(value);
});

test('as known on a day on which nothing of it was known, there is none', async () => {
  for (const metric of ['clicks', 'leads', 'sales', 'new-customers'])
    expect((await load(metric, { asKnownOn: '2026-04-15' })).total.value).toBe(0);
});

test('F35 another workspace has none of it', async () => {
  const stranger = { ...harness.account, workspaceId: 'ws_other' };
  for (const metric of ['clicks', 'leads', 'sales', 'new-customers'])
    expect((await loadMetric(stranger, metric, params(), NOW)).total.value).toBe(0);
});

const stream = (asked: Record<string, string> = {}, account = harness.account) =>
  loadConversions(account, parseReportParams(account, asked, NOW), conversionQuery.parse(asked));
const ids = async (asked?: Record<string, string>) => (await stream(asked)).events.map(({ id }) => id);

const ALL = ['clicks:c3', 'stripe:in_2', 'tracked:s1', 'stripe:in_1', 'leads:l3', 'leads:l2', 'leads:l1'];

test('RV-36 the stream has each click, lead and sale once, the newest first, and pages by key', async () => {
  expect(await ids()).toEqual([...ALL, 'clicks:c2', 'clicks:c1', 'clicks:c4']);
  expect(await ids({ kind: 'sale' })).toEqual(['stripe:in_2', 'tracked:s1', 'stripe:in_1']);
  expect(await ids({ 'filter[link]': 'link_a' })).toEqual([
    ...['tracked:s1', 'leads:l1', 'clicks:c2', 'clicks:c1', 'clicks:c4'],
  ]);
  expect(await ids({ 'filter[campaign]!': 'spring', kind: 'click' })).toEqual(['clicks:c3']);
  const paged: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const page = await stream({ limit: '1', ...(cursor ? { cursor } : {}) });
    paged.push(...page.events.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  expect(paged).toEqual(await ids());
  expect((await stream({ kind: 'lead' })).events.at(-1)).toMatchObject({
    ...{ title: 'Sign up', who: 'ada@example.com', link: '/r/spring', source: 'news', quantity: 1 },
  });
});

test.each(['x', Buffer.from('["2026-03-01","a"]').toString('base64url')])(
  'F33 a forged cursor is refused: %s',
  async (cursor) => {
    await expect(stream({ cursor })).rejects.toMatchObject({ code: 'bad_request', field: 'cursor' });
  },
);

test('the stream has no country to filter by, and another workspace’s is empty', async () => {
  await expect(stream({ 'filter[country]': 'DE' })).rejects.toMatchObject({ code: 'bad_request' });
  expect((await stream({}, { ...harness.account, workspaceId: 'ws_other' })).events).toEqual([]);
});
