import { newId } from '@/lib/auth/new-id';
import type { WebhookType } from './webhook-types';

/** A connection within a transaction, or the pool. */
export interface Asks {
  query(text: string, values: unknown[]): Promise<{ rows: unknown[] }>;
}

interface WebhookEvent {
  type: WebhookType;
  /** The same for what is told only once; made up where it is left out. */
  id?: string;
  occurredAt: Date;
  /** Only endpoints that were made before this are told of it. */
  listenedBefore?: Date;
  /** Of what JSON knows: amounts in minor units as numbers, moments as ISO text. */
  data: object;
}

/**
 * Tells every endpoint that listens to the type, once the caller's transaction commits: what is told and what happened are
 * stored together or not at all. Stores nothing where nobody listens.
 */
export async function enqueueWebhook(tx: Asks, workspaceId: string, event: WebhookEvent): Promise<void> {
  await tx.query(
    `with listening as (
       select id from outgoing_endpoint where workspace_id = $1 and enabled and $3 = any(types)
         and ($6::timestamptz is null or created_at < $6)
     ), message as (
       insert into outgoing_message (workspace_id, id, type, occurred_at, body)
       select $1, $2, $3, $4, $5 where exists (select from listening) on conflict do nothing returning id
     )
     insert into outgoing_delivery (workspace_id, message_id, endpoint_id)
     select $1, message.id, listening.id from message, listening`,
    [workspaceId, event.id ?? newId('msg'), event.type, event.occurredAt, bodyOf(event), event.listenedBefore ?? null],
  );
}

/** What is sent, as Standard Webhooks would have it. */
export const bodyOf = ({ type, occurredAt, data }: WebhookEvent, more: object = {}): string =>
  JSON.stringify({ type, timestamp: occurredAt.toISOString(), ...more, data });
