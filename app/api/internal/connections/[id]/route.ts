import { z } from 'zod';
import { mutation } from '@/app/_http/mutation';
import { connectionName } from '@/lib/workspace/connection-inputs';
import { renameConnection } from '@/lib/workspace/rename-connection';

const shapes = { body: z.object({ name: connectionName }), params: z.object({ id: z.string() }) };

export const PATCH = mutation({ role: 'admin', ...shapes }, ({ viewer, body, params }) =>
  renameConnection(viewer.account.workspaceId, params.id, body.name),
);
