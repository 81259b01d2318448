import { getPool } from '@/lib/db/client';
import { at } from '@/lib/inbox/testing/stripe-objects';

const WORKSPACE = 'ws_test';
const instant = (when: string) => new Date(at(when) * 1000);

interface From {
  campaign?: string;
  source?: string;
  medium?: string;
  linkId?: string;
  partnerId?: string;
}

/** A click that was recorded; `visitor` as `touchpoint.visitor_id`. */
export const click = (id: string, when: string, from: From, visitor: string) =>
  getPool().query(
    `insert into touchpoint (workspace_id, id, kind, occurred_at, visitor_id, campaign, source, medium, link_id, partner_id)
     values ($1, $2, 'click', $3, $4, $5, $6, $7, $8, $9)`,
    [
      ...[WORKSPACE, id, instant(when), visitor],
      ...[from.campaign ?? '', from.source ?? '', from.medium ?? '', from.linkId ?? '', from.partnerId ?? ''],
    ],
  );

/** A visitor turned out to be somebody. */
export async function join(visitor: string, identifier: string, cause = 'api'): Promise<void> {
  await getPool().query(
    'insert into visitor_identifier (workspace_id, visitor_id, identifier, cause) values ($1, $2, $3, $4)',
    [WORKSPACE, visitor, identifier, cause],
  );
  await getPool().query('insert into attribution_due (workspace_id, key, cause) values ($1, $2, $3)', [
    WORKSPACE,
    identifier,
    cause === 'lead' ? 'lead' : 'touch',
  ]);
}

/** A lead that the app tracked. */
export async function lead(user: string, clickId: string, when: string, visitor: string): Promise<void> {
  await getPool().query(
    `insert into lead (workspace_id, id, source, livemode, event_name, occurred_at, click_id, external_id)
     values ($1, $2, 'manual', true, 'Sign up', $3, $4, $5)`,
    [WORKSPACE, `lead_${clickId}`, instant(when), clickId, user],
  );
  await join(visitor, `id:${user}`, 'lead');
}
