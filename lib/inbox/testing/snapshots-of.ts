import { z } from 'zod';
import type { SandboxAccount } from '@/sandbox/account';
import type { FakeEvent } from './stripe-objects';

const page = z.object({ data: z.array(z.looseObject({ id: z.string(), object: z.string() })), has_more: z.boolean() });

const LISTS: [path: string, params: Record<string, unknown>][] = [
  ['/v1/products', {}],
  ['/v1/prices', { expand: ['data.tiers', 'data.currency_options'] }],
  ['/v1/coupons', { expand: ['data.applies_to', 'data.currency_options'] }],
  ['/v1/customers', {}],
  ['/v1/subscriptions', { status: 'all', expand: ['data.discounts'] }],
  ['/v1/invoiceitems', { pending: true }],
  ['/v1/invoices', { expand: ['data.discounts'] }],
  ['/v1/payment_intents', {}],
  ['/v1/invoice_payments', {}],
  ['/v1/charges', {}],
  ['/v1/refunds', {}],
  ['/v1/disputes', {}],
  ['/v1/credit_notes', {}],
  ['/v1/balance_transactions', {}],
  ['/v1/checkout/sessions', {}],
];

/** Every object of an account as its API shows it at an instant, each in the envelope under which it would be stored. */
export function snapshotsOf(account: SandboxAccount, readAt: Date): FakeEvent[] {
  const created = Math.floor(readAt.getTime() / 1000);
  return LISTS.flatMap(([path, params]) => all(account, path, params)).map((object) => ({
    id: `pull_${object.id}_${created}`,
    object: 'event',
    type: `${object.object}.pulled`,
    livemode: true,
    created: object.object === 'balance_transaction' ? Number(object.created) : created,
    api_version: '2026-10-28.endive',
    data: { object },
  }));
}

function all(account: SandboxAccount, path: string, params: Record<string, unknown>) {
  const found: z.output<typeof page>['data'] = [];
  for (let more = true; more; ) {
    const after = found.at(-1)?.id;
    const answer = page.parse(
      account.request('GET', path, { limit: 100, ...params, ...(after ? { starting_after: after } : {}) }),
    );
    found.push(...answer.data);
    more = answer.has_more;
  }
  return found;
}
