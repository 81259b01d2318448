import { z } from 'zod';
import { connectionColour, connectionName, stripeApiKey } from './connection-inputs';
import { connectionStatus } from './connection-status';

const summary = {
  id: z.string(),
  name: z.string(),
  colour: connectionColour,
  mode: z.enum(['live', 'test']).nullable().describe('Of the stored key; null without one.'),
  accountId: z.string().nullable().describe('The connected account it counts; null for the account itself.'),
  webhookPath: z.string().describe('Where Stripe sends its events, below the public address.'),
  notifications: z.boolean().describe('What Stripe sends is taken.'),
  trackNewPurchases: z.boolean().describe('Notifications about customers not known yet are taken as well.'),
};

/** A connection as the REST API shows it: no key, no secret, no part of either. */
export const connectionAnswer = z.object({ ...summary, ...connectionStatus.shape });
export const connectionList = z.object({
  connections: z.array(z.object({ ...summary, state: connectionStatus.shape.state })),
});

export const newConnection = z.object({
  name: connectionName,
  key: stripeApiKey.optional().describe('A restricted key; its history is read at once. It is never sent back.'),
});

export const steering = z.object({
  action: z
    .enum(['start', 'pause', 'resume'])
    .describe('“start” reads everything from the beginning; what is known is not stored again.'),
});

export type ConnectionAnswer = z.output<typeof connectionAnswer>;
export type ConnectionList = z.output<typeof connectionList>;
