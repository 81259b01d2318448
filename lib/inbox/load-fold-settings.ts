import type pg from 'pg';
import { z } from 'zod';
import { loadAttributionInForce } from '@/lib/attribution/attribution-in-force';
import { parseDefinitions } from '@/lib/definitions/parse-definitions';
import { AppError } from '@/lib/errors';
import { loadIdentityInForce } from '@/lib/identity/identity-in-force';
import type { FoldSettings } from './fold-settings';
import { loadRateTable } from './load-rate-table';

const workspaceRow = z.object({
  currency: z.string(),
  time_zone: z.string(),
  week_start: z.enum(['monday', 'sunday']),
  definitions: z.unknown(),
  metadata_keys: z.array(z.string()),
});

/** The workspace's settings, rates and identity rules, as one transaction sees them. */
export async function loadFoldSettings(tx: pg.ClientBase, workspaceId: string): Promise<FoldSettings> {
  const workspace = await tx.query(
    'select currency, time_zone, week_start, definitions, metadata_keys from workspace where id = $1',
    [workspaceId],
  );
  if (workspace.rowCount === 0) throw new AppError('not_found', 'There is no such workspace.');
  const { currency, time_zone, week_start, definitions, metadata_keys } = workspaceRow.parse(workspace.rows[0]);
  const chosen = parseDefinitions(definitions);
  return {
    workspaceId,
    currency,
    timeZone: time_zone,
    weekStart: week_start,
    rates: await loadRateTable(tx, workspaceId),
    definitions: chosen,
    metadataKeys: metadata_keys,
    identity: await loadIdentityInForce(tx, workspaceId),
    attribution: await loadAttributionInForce(tx, workspaceId, chosen),
  };
}
