import { newId } from '@/lib/auth/new-id';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import type { Commission } from '@/lib/partners/shapes';
import { unknownEndpoint } from './change-endpoints';
import { bodyOf } from './enqueue-webhook';
import type { WebhookType } from './webhook-types';

/** Sends one endpoint an event that never happened, marked as such, whatever it listens to. */
export async function sendExample(workspaceId: string, endpointId: string, type: WebhookType): Promise<{ id: string }> {
  const endpoint = await getDb().outgoingEndpoint.findUnique({
    where: { workspaceId_id: { workspaceId, id: endpointId } },
  });
  if (!endpoint) throw unknownEndpoint();
  if (!endpoint.enabled) throw new AppError('unprocessable', 'Switch the endpoint on first.');
  const id = newId('msg');
  const occurredAt = new Date();
  const body = bodyOf({ type, occurredAt, data: exampleOf(type, occurredAt.toISOString()) }, { test: true });
  await getDb().$transaction([
    getDb().outgoingMessage.create({ data: { workspaceId, id, type, occurredAt, body } }),
    getDb().outgoingDelivery.create({ data: { workspaceId, messageId: id, endpointId } }),
  ]);
  return { id };
}

function exampleOf(type: WebhookType, occurredAt: string): object {
  const brought = { linkId: 'link_example', partnerId: 'ptn_example' };
  const when = { mode: 'test', occurredAt };
  switch (type) {
    case 'lead.created':
      return {
        ...{ id: 'lead_example', eventName: 'Sign up', ...when, quantity: 1, clickId: 'click_example', ...brought },
        ...{ externalId: 'user_example', name: 'Ada Example', email: 'ada@example.com', metadata: null },
      };
    case 'sale.created':
      return {
        ...{ id: 'in_example', ...when, connectionId: 'conn_example', customer: 'cus_example' },
        ...{
          currency: 'usd',
          amountMinor: 10000,
          ...brought,
          campaign: 'spring',
          source: 'newsletter',
          medium: 'email',
        },
      };
    case 'commission.created':
    case 'commission.updated': {
      const commission: Commission = {
        ...{ id: 'com_example', mode: 'test', partner: { id: 'ptn_example', name: 'Example' }, event: 'sale' },
        ...{ rule: { id: 'rwd_example', name: 'Standard' }, connectionId: 'conn_example', sourceId: 'in_example' },
        ...{ customer: 'cus_example', person: 'user_example', linkId: 'link_example', occurredAt, currency: 'usd' },
        ...{ baseMinor: 10000, quantity: 1, earningsMinor: 2000, paidMinor: 0, flags: [], reason: null },
        ...{ status: type === 'commission.created' ? 'pending' : 'approved', holdUntil: occurredAt },
      };
      return commission;
    }
  }
}
