import { getDb } from '@/lib/db/client';
import { isWebhookType, type WebhookType } from './webhook-types';

export interface EndpointRow {
  id: string;
  url: string;
  description: string;
  types: WebhookType[];
  enabled: boolean;
  /** Why it is off, unless somebody switched it off. */
  disabledReason: string | null;
  failingSince: string | null;
  secretHint: string;
  /** Until when the secret before signs as well; null when none does. */
  previousUntil: string | null;
}

/** The endpoints of a workspace, oldest first; of a secret only the hint. */
export async function loadEndpoints(workspaceId: string, now = new Date()): Promise<EndpointRow[]> {
  const rows = await getDb().outgoingEndpoint.findMany({ where: { workspaceId }, orderBy: { createdAt: 'asc' } });
  return rows.map(
    ({ id, url, description, types, enabled, disabledReason, failingSince, secretHint, previousUntil }) => ({
      ...{ id, url, description, enabled, disabledReason, secretHint },
      types: types.filter(isWebhookType),
      failingSince: failingSince?.toISOString() ?? null,
      previousUntil: previousUntil && previousUntil > now ? previousUntil.toISOString() : null,
    }),
  );
}
