import { z } from 'zod';
import { mutation } from '@/app/_http/mutation';
import { stripeAccount } from '@/lib/workspace/connection-inputs';
import { countAccount } from '@/lib/workspace/count-account';

const shapes = { body: z.object({ account: stripeAccount.nullable() }), params: z.object({ id: z.string() }) };

export const PUT = mutation({ role: 'admin', ...shapes }, ({ viewer, body, params }) =>
  countAccount(viewer.account.workspaceId, params.id, body.account),
);
