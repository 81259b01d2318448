import { z } from 'zod';
import { type Asks, enqueueWebhook } from './enqueue-webhook';

const leadRow = z.object({
  id: z.string(),
  eventName: z.string(),
  occurredAt: z.date(),
  livemode: z.boolean(),
  quantity: z.int(),
  clickId: z.string(),
  linkId: z.string().nullable(),
  partnerId: z.string().nullable(),
  externalId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  metadata: z.unknown(),
});

/** Tells of a lead that the app tracked. Never of those that Payment Links and customers' metadata tell of (RV-19, RV-26). */
export async function tellOfLead(tx: Asks, workspaceId: string, leadId: string): Promise<void> {
  const { rows } = await tx.query(
    `select l.id, l.event_name as "eventName", l.occurred_at as "occurredAt", l.livemode, l.quantity, l.click_id as "clickId",
       t.link_id as "linkId", t.partner_id as "partnerId", l.external_id as "externalId", l.name, l.email, l.metadata
     from lead l left join touchpoint t on t.workspace_id = l.workspace_id and t.id = l.click_id
     where l.workspace_id = $1 and l.id = $2 and l.source = 'manual'
       and exists (select from outgoing_endpoint e where e.workspace_id = $1 and e.enabled and 'lead.created' = any(e.types))`,
    [workspaceId, leadId],
  );
  for (const { livemode, occurredAt, linkId, partnerId, ...lead } of z.array(leadRow).parse(rows)) {
    const data = {
      ...{ ...lead, mode: livemode ? 'live' : 'test', occurredAt: occurredAt.toISOString() },
      ...{ linkId: linkId ?? '', partnerId: partnerId ?? '' },
    };
    await enqueueWebhook(tx, workspaceId, { type: 'lead.created', occurredAt, data });
  }
}
