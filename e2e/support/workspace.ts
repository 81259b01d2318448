import type { APIRequestContext } from '@playwright/test';
import { z } from 'zod';
import type { StripeEvent } from '@/sandbox/objects/event';
import { deliverEvents } from '@/sandbox/webhooks';
import { sendOk } from './send';
import { DEMO } from './servers';

const created = z.object({ id: z.string() });
const secret = z.object({ id: z.string() });
const freshness = z.object({ pending: z.number(), failed: z.number() });

export interface OwnWorkspace {
  id: string;
  name: string;
  connectionId: string;
  webhookSecret: string;
  secretId: string;
  webhookUrl: string;
}

/**
 * A workspace with one source, made by whoever is signed in and open for them from now on. A test that changes anything
 * makes its own, so that the demo company stays as it is for all others.
 */
export async function openOwnWorkspace(owner: APIRequestContext, name: string): Promise<OwnWorkspace> {
  const post = (path: string, data: object) => sendOk(owner, 'POST', `${DEMO.url}/api/internal/${path}`, data);
  const { id } = created.parse(await post('workspaces', { name, currency: 'usd', timeZone: 'UTC' }));
  const connection = created.parse(await post('connections', { name: 'Stripe' }));
  const webhookSecret = `whsec_${crypto.randomUUID().replaceAll('-', '')}`;
  const added = secret.parse(await post(`connections/${connection.id}/secrets`, { secret: webhookSecret }));
  return {
    id,
    name,
    connectionId: connection.id,
    webhookSecret,
    secretId: added.id,
    webhookUrl: `${DEMO.url}/api/webhooks/stripe/${connection.id}`,
  };
}

/** Sends events through the workspace's own webhook address and waits until all are projected. */
export async function deliver(
  owner: APIRequestContext,
  { webhookUrl, webhookSecret }: OwnWorkspace,
  events: readonly StripeEvent[],
): Promise<void> {
  await deliverEvents(events, { url: webhookUrl, secret: webhookSecret });
  for (;;) {
    const answer = await owner.get(`${DEMO.url}/api/internal/freshness`);
    const { pending, failed } = freshness.parse(await answer.json());
    if (failed > 0) throw new Error(`${failed} events failed`);
    if (pending === 0) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
