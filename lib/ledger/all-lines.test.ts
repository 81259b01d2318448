import { expect, test } from 'vitest';
import { snapshotsOf } from '@/lib/inbox/testing/snapshots-of';
import type { FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import { createSandboxAccount } from '@/sandbox/account';
import { foldEvents } from './testing/fold-events';

const START = new Date('2026-01-05T10:00:00Z');
const READ = new Date('2026-01-06T10:00:00Z');
const PLANS = 12;

test('B14 an invoice of more lines than webhooks carry is named, and complete once it was read', () => {
  const account = createSandboxAccount({ startAt: START });
  const post = (path: string, params: Record<string, unknown>): { id: string } =>
    JSON.parse(JSON.stringify(account.request('POST', path, params)));
  const items = Array.from({ length: PLANS }, (_, index) => {
    const product = post('/v1/products', { name: `Plan ${index}` }).id;
    return {
      price: post('/v1/prices', { product, currency: 'usd', unit_amount: 1000, recurring: { interval: 'month' } }).id,
    };
  });
  const customer = post('/v1/customers', { payment_method: 'pm_card_visa' }).id;
  post('/v1/subscriptions', { customer, items });
  account.advanceTo(READ);
  const events: FakeEvent[] = JSON.parse(JSON.stringify(account.events()));
  const webhooks = foldEvents(events);
  expect(webhooks.issues.map(({ kind }) => kind)).toContain('truncated_lines');

  const read = snapshotsOf(account, READ)
    .filter(({ type }) => type === 'invoice.pulled')
    .map((event): FakeEvent => {
      const lines = account.request('GET', `/v1/invoices/${String(event.data.object.id)}/lines`, { limit: 100 });
      return { ...event, data: { object: { ...event.data.object, lines: JSON.parse(JSON.stringify(lines)) } } };
    });
  const complete = foldEvents([...read, ...events]);
  expect(complete.issues).toEqual([]);
  expect(
    new Set(complete.entries.filter(({ measure }) => measure === 'sale_product').map(({ productId }) => productId))
      .size,
  ).toBe(PLANS);
});
