import { newId } from '@/lib/auth/new-id';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
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
  const partner = { partnerId: 'partner_example', linkId: 'link_example' };
  switch (type) {
    case 'lead.created':
      return {
        ...{ id: 'lead_example', eventName: 'Sign up', occurredAt, quantity: 1, clickId: 'click_example', ...partner },
        ...{ externalId: 'user_example', name: 'Ada Example', email: 'ada@example.com', metadata: null },
      };
    case 'sale.created':
      return {
        ...{ id: 'ch_example', occurredAt, amount: 12000, currency: 'usd', customerId: 'cus_example' },
        ...{ connectionId: 'conn_example', ...partner },
      };
    case 'commission.created':
    case 'commission.updated':
      return {
        ...{ id: 'com_example', occurredAt, partnerId: partner.partnerId, saleId: 'ch_example' },
        ...{ amount: 2000, currency: 'usd', status: type === 'commission.created' ? 'pending' : 'approved' },
      };
  }
}
