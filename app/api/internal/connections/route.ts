import { z } from 'zod';
import { mutation, nothing } from '@/app/_http/mutation';
import { addConnection } from '@/lib/workspace/add-connection';
import { connectionName } from '@/lib/workspace/connection-inputs';

const body = z.object({ name: connectionName });

export const POST = mutation({ role: 'admin', body, params: nothing }, ({ viewer, body: { name } }) =>
  addConnection(viewer.account.workspaceId, name),
);
