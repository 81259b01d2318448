import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { findPurchase } from '@/lib/connections/find/find-purchase';

// Posted, so that no address of a person stands in a URL or a log.
const body = z.object({ query: z.string().trim().min(1, 'Give an id or an e-mail address.').max(320) });

export const POST = mutation({ role: 'viewer', body, params: nothing }, ({ viewer, body: { query } }) =>
  findPurchase(viewer.account.workspaceId, query),
);
