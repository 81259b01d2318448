import { createHash } from 'node:crypto';
import { z } from 'zod';
import { mainShare } from '@/lib/attribution/split-credit';
import { attribution } from '@/lib/attribution/types';
import { toNumber } from '@/lib/reports/to-number';
import { type Asks, enqueueWebhook } from './enqueue-webhook';

/** What happened longer ago than this when it is learned, as in a history that is read, is no news. Nor is what nobody listened to. */
const NEWS_FOR = '7 days';

interface Scope {
  workspaceId: string;
  connectionId: string;
}

const saleRow = z.object({
  id: z.string(),
  ownerId: z.string(),
  livemode: z.boolean(),
  occurredAt: z.date(),
  currency: z.string(),
  amountMinor: z.bigint(),
  attribution,
});
type Sale = z.output<typeof saleRow>;

/** Tells of the new sales of customers that something brought, each once, however often their rows are written anew. */
export async function tellOfSales(tx: Asks, scope: Scope, ownerIds: readonly string[]): Promise<void> {
  if (ownerIds.length === 0) return;
  const { workspaceId, connectionId } = scope;
  const { rows } = await tx.query(
    `select s.id, s.owner_id as "ownerId", s.livemode, s.occurred_at as "occurredAt", s.currency, s.net_minor as "amountMinor", o.attribution
     from sale s join ledger_owner o on o.workspace_id = s.workspace_id and o.connection_id = s.connection_id and o.id = s.owner_id
     where s.workspace_id = $1 and s.connection_id = $2 and s.owner_id = any($3) and o.attribution is not null
       and s.occurred_at > now() - interval '${NEWS_FOR}' and s.net_minor > 0
       and exists (select from outgoing_endpoint e where e.workspace_id = $1 and e.enabled and 'sale.created' = any(e.types)
         and e.created_at < s.occurred_at)
     order by s.occurred_at, s.id`,
    [workspaceId, connectionId, ownerIds],
  );
  for (const sale of z.array(saleRow).parse(rows)) {
    const id = messageOf(scope, sale);
    await enqueueWebhook(tx, workspaceId, {
      id,
      type: 'sale.created',
      occurredAt: sale.occurredAt,
      listenedBefore: sale.occurredAt,
      data: told(scope, sale),
    });
  }
}

function told({ connectionId }: Scope, { attribution, occurredAt, ownerId, amountMinor, livemode, ...sale }: Sale) {
  const { link, partner, campaign, source, medium } = attribution.shares[mainShare(attribution)] ?? {};
  return {
    ...{ ...sale, mode: livemode ? 'live' : 'test', connectionId, customer: ownerId },
    ...{ occurredAt: occurredAt.toISOString(), amountMinor: toNumber(amountMinor) },
    ...{ linkId: link, partnerId: partner, campaign, source, medium },
  };
}

/** The same for the same sale, so that a second message of it is none. */
const messageOf = ({ connectionId }: Scope, { id }: Sale): string =>
  `msg_${createHash('sha256').update(`sale ${connectionId} ${id}`).digest('hex').slice(0, 24)}`;
