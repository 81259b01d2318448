import { z } from 'zod';
import { attributables, userOnly } from '@/lib/attribution/attribute-owners';
import { loadVisitors } from '@/lib/attribution/load-touches';
import { attribution } from '@/lib/attribution/types';
import { getPool } from '@/lib/db/client';
import { queryRows } from '@/lib/db/query-rows';
import { originNames, toCredit } from './credit-words';
import type { Credit } from './shapes';

interface Whose {
  workspaceId: string;
  livemode: boolean;
  person: string;
}

/** The visitors that a person turned out to be, whose touches are this person's. */
export async function visitorsBehind({ workspaceId, livemode, person }: Whose): Promise<string[]> {
  const client = await getPool().connect();
  try {
    const owners = (await attributables(client, workspaceId, [person])).filter((owner) => owner.livemode === livemode);
    const groups = new Map([[person, owners.length > 0 ? owners : [userOnly(person, livemode)]]]);
    return (await loadVisitors(client, workspaceId, groups)).get(person) ?? [];
  } finally {
    client.release();
  }
}

const row = z.object({ attribution });

/** To what a person's sales are credited; null for Direct / unknown. */
export async function loadCredit({ workspaceId, livemode, person }: Whose): Promise<Credit | null> {
  const [found] = await queryRows(row, {
    text: `select attribution from ledger_owner
      where workspace_id = $1 and livemode = $2 and person_id = $3 and attribution is not null order by connection_id, id limit 1`,
    values: [workspaceId, livemode, person],
  });
  return found ? toCredit(found.attribution, await originNames(workspaceId, [found.attribution])) : null;
}
