import type Stripe from 'stripe';
import { z } from 'zod';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { EVENT_TYPES } from '@/lib/inbox/event-types';
import { addWebhookSecret } from '@/lib/workspace/add-webhook-secret';
import { requireConnection } from '@/lib/workspace/require-connection';
import { stripeClient } from './stripe-client';

const madeEndpoint = z.object({ id: z.string(), secret: z.string() });

/**
 * Makes the webhook endpoint in Stripe: the only thing Headwater ever writes there, and only when asked to. Keeps its signing
 * secret, which Stripe tells once, and its id, so that it is not made twice.
 */
export async function createWebhookEndpoint(workspaceId: string, id: string, url: string): Promise<{ id: string }> {
  const connection = await requireConnection(workspaceId, id);
  if (!connection.apiKeyCipher) throw new AppError('unprocessable', 'Save a restricted key first.');
  const stripe = await stripeClient(connection);
  const known = connection.webhookEndpointId;
  if (known && (await isThere(stripe, known))) throw new AppError('conflict', `The endpoint ${known} exists already.`);
  // Of the version that the API is read in, whatever the account's default is.
  const params = {
    url,
    enabled_events: [...EVENT_TYPES],
    description: 'Headwater',
    api_version: stripe.getApiField('version'),
  };
  const answer: unknown = await stripe.rawRequest('POST', '/v1/webhook_endpoints', params).catch(inWords);
  const made = madeEndpoint.parse(answer);
  await addWebhookSecret(workspaceId, id, made.secret);
  await getDb().connection.update({
    where: { workspaceId_id: { workspaceId, id } },
    data: { webhookEndpointId: made.id },
  });
  return { id: made.id };
}

async function isThere(stripe: Stripe, endpoint: string): Promise<boolean> {
  try {
    await stripe.webhookEndpoints.retrieve(endpoint);
    return true;
  } catch (error) {
    if (statusOf(error) === 404) return false;
    return inWords(error);
  }
}

const statusOf = (error: unknown): unknown =>
  typeof error === 'object' && error !== null && 'statusCode' in error ? error.statusCode : undefined;

/** Stripe's own words name what it did not like, and never hold a key in clear. */
function inWords(error: unknown): never {
  const status = statusOf(error);
  if (status === 403) {
    throw new AppError(
      'unprocessable',
      'The key may not make endpoints. Give it “Webhook Endpoints: Write” in Stripe, and take that away again afterwards; or add the endpoint there by hand.',
    );
  }
  if (status === 401) throw new AppError('unprocessable', 'Stripe does not accept the API key any more.');
  if (status === 400 && error instanceof Error) throw new AppError('unprocessable', `Stripe says: ${error.message}`);
  throw new AppError('unavailable', 'Stripe could not be reached. Nothing was made.');
}
