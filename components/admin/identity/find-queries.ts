import { z } from 'zod';
import { changedRow } from '@/lib/workspace/replay-shapes';
import { effectRow, eventRow } from '../events/event-queries';
import { sendJson } from '../send-json';

const purchase = z.object({
  connectionId: z.string(),
  objectId: z.string().nullable(),
  kind: z.string().nullable(),
  owner: z
    .object({
      id: z.string(),
      guest: z.boolean(),
      mode: z.enum(['live', 'test']),
      name: z.string().nullable(),
      email: z.string().nullable(),
      personId: z.string(),
      resolvedBy: z.string(),
    })
    .nullable(),
  events: z.array(eventRow),
  rows: z.array(effectRow),
  moreRows: z.boolean(),
});
export type Purchase = z.infer<typeof purchase>;

const found = z.object({ purchases: z.array(purchase), readable: z.string().nullable(), readers: z.array(z.string()) });
export type Found = z.infer<typeof found>;

/** Posted, so that no address of a person stands in a URL. */
export const findPurchase = async (query: string): Promise<Found> =>
  found.parse(await sendJson('POST', '/api/internal/events/find', { query }));

const readPurchase = z.object({
  read: z.number(),
  news: z.number(),
  missing: z.array(z.string()),
  changes: z.array(changedRow),
  waiting: z.boolean(),
});
export type ReadPurchase = z.infer<typeof readPurchase>;

/** Reads an object again from Stripe. */
export const readPurchaseAgain = async (wanted: { connectionId: string; objectId: string }): Promise<ReadPurchase> =>
  readPurchase.parse(await sendJson('POST', '/api/internal/events/read-again', wanted));
