import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { readAgain } from '../backfill/read-again';
import { stripeClient } from '../stripe-client';
import { nullWhenGone, pullForEach } from './pull-for-each';
import { type Source, storePulled } from './store-pulled';

const KIND = 'terms';
const AT_ONCE = 100;
const PERMISSIONS = 'Prices: read, Coupons: read, Invoices: read';

/**
 * Reads what Stripe leaves out of webhooks unless it is asked: the tiers and other currencies of prices that the ledger could
 * not compute, the products that a coupon applies to, and the lines of an invoice after the tenth. Each object enters the
 * inbox as an event of its own: a coupon or an invoice once, a price once a day for as long as it cannot be computed. Returns
 * how many were read.
 */
export const pullTerms = (now: Date): Promise<number> =>
  pullForEach({ kind: KIND, permission: PERMISSIONS, now }, (source) => pullOne(source, now));

async function pullOne(source: Source, now: Date): Promise<number> {
  return (await pullMissing(source, now)) + (await pullCutOff(source));
}

async function pullMissing(source: Source, now: Date): Promise<number> {
  const missing = await findMissing(source, now);
  if (missing.length === 0) return 0;
  const stripe = await stripeClient(source);
  const at = Math.floor(now.getTime() / 1000);
  let read = 0;
  for (const { kind, id, event } of missing) {
    const object = await (kind === 'price'
      ? stripe.prices.retrieve(id, { expand: ['tiers', 'currency_options'] })
      : stripe.coupons.retrieve(id, { expand: ['applies_to', 'currency_options'] })
    ).catch(nullWhenGone);
    if (!object) continue;
    await storePulled(source, { id: event, type: `${kind}.pulled`, at, object });
    read += 1;
  }
  return read;
}

/** Invoices that Stripe does not know any more: asking for them once is enough. */
const gone = new Set<string>();

/** Reads whole the invoices of which a webhook brought the first lines only, unless they were read before. */
async function pullCutOff(source: Source): Promise<number> {
  const rows = await queryRows(z.object({ id: z.string() }), {
    text: `select distinct i.object_id as id from ledger_issue i
      where i.workspace_id = $1 and i.connection_id = $2 and i.kind = 'truncated_lines' and i.object_id <> all($3)
        and not exists (select from pulled_object p where p.workspace_id = $1 and p.connection_id = $2
          and p.kind = 'invoice' and p.object_id = i.object_id)
      order by 1 limit $4`,
    values: [source.workspaceId, source.id, [...gone], AT_ONCE],
  });
  if (rows.length === 0) return 0;
  const { read, missing } = await readAgain(source, { kind: 'invoice', ids: rows.map(({ id }) => id) });
  for (const id of missing) gone.add(id);
  return read;
}

const missingRow = z.object({ kind: z.enum(['price', 'coupon']), id: z.string(), event: z.string() });

/** What is wanted, by the id of the event it will become, less what has such an event. */
function findMissing({ workspaceId, id }: Source, now: Date) {
  return queryRows(missingRow, {
    text: `select kind, id, event from (
        select distinct 'price' as kind, object_id as id, 'pull_price_' || object_id || '_' || $3 as event from ledger_issue
          where workspace_id = $1 and connection_id = $2 and kind = 'unsupported_price'
        union all
        select kind, id, 'pull_coupon_' || id from catalog_item c
          where workspace_id = $1 and connection_id = $2 and kind = 'coupon' and not deleted
            and not exists (select from pulled_object p where p.workspace_id = $1 and p.connection_id = $2
              and p.kind = 'coupon' and p.object_id = c.id)
      ) wanted
      where not exists (select from stripe_event e where e.workspace_id = $1 and e.connection_id = $2 and e.id = wanted.event)
      order by event limit $4`,
    values: [workspaceId, id, now.toISOString().slice(0, 10), AT_ONCE],
  });
}
