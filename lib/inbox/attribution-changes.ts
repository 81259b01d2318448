import type pg from 'pg';
import { sameAttribution } from '@/lib/attribution/same-attribution';
import type { Attribution } from '@/lib/attribution/types';
import type { LeadRow } from './lead-rows';

interface Scope {
  workspaceId: string;
  connectionId: string;
}

interface Credit {
  ownerId: string;
  livemode: boolean;
  personId: string;
  before: Attribution | null;
  after: Attribution | null;
  /** What had been sold when it was credited as before. */
  sales: readonly string[];
}

/** Why attribution was found out again; "facts" is what Stripe told. */
export const CREDIT_CAUSES = ['facts', 'touch', 'lead', 'identity', 'partner', 'rules'] as const;
export type CreditCause = (typeof CREDIT_CAUSES)[number];

/** Collects whose sales are credited otherwise than they were, and what follows from it. */
export class AttributionChanges {
  private moves: object[] = [];
  private readonly rewarded = new Set<string>();
  private leads: LeadRow[] = [];

  /** Of a customer whose facts were looked at again. */
  add({ ownerId, livemode, personId, before, after, sales }: Credit): void {
    if (hasPartner(before) || hasPartner(after)) this.rewarded.add(ownerId);
    if (sameAttribution(before, after)) return;
    for (const saleId of sales)
      this.moves.push({ owner_id: ownerId, livemode, sale_id: saleId, person_id: personId, before, after });
  }

  addLeads(rows: readonly LeadRow[]): void {
    this.leads.push(...rows);
  }

  /** The leads that these customers' facts come to, in place of those that stood. */
  async writeLeads(tx: pg.ClientBase, { workspaceId, connectionId }: Scope, owners: readonly string[]): Promise<void> {
    await tx.query({
      name: 'drop-leads',
      text: `delete from lead where workspace_id = $1 and connection_id = $2 and owner_id = any($3) and source <> 'manual'`,
      values: [workspaceId, connectionId, owners],
    });
    if (this.leads.length === 0) return;
    // Whom the app told of as a lead is one already; a trial is another event.
    await tx.query(
      `insert into lead (workspace_id, connection_id, livemode, id, source, event_name, occurred_at, known_at, quantity, click_id, external_id, name, email, owner_id)
       select $1, $2, l.livemode, l.id, l.source, l.event_name, l.occurred_at, l.known_at, l.quantity, l.click_id, l.external_id, l.name, l.email, l.owner_id
       from json_to_recordset($3) as l(livemode boolean, id text, source text, event_name text, occurred_at timestamptz,
         known_at timestamptz, quantity int, click_id text, external_id text, name text, email text, owner_id text, person_id text)
       where l.source = 'trial' or not exists (
         select from lead m where m.workspace_id = $1 and m.source = 'manual' and m.livemode = l.livemode
           and (m.external_id in (l.external_id, l.person_id)
             or (l.external_id = l.owner_id and m.click_id = l.click_id and m.click_id <> '' and coalesce(lower(m.email) = lower(l.email), true))))
       on conflict do nothing`,
      [workspaceId, connectionId, JSON.stringify(this.leads)],
    );
    this.leads = [];
  }

  /** The lines of the audit, and whose commissions are to be worked out again. */
  async settle(tx: pg.ClientBase, { workspaceId, connectionId }: Scope, cause: CreditCause): Promise<void> {
    if (this.moves.length > 0)
      await tx.query(
        `insert into attribution_move (workspace_id, connection_id, livemode, owner_id, sale_id, person_id, before, after, cause, version)
         select $1, $2, m.livemode, m.owner_id, m.sale_id, m.person_id, m.before, m.after, $3,
           1 + coalesce((select max(version) from attribution_move p where p.workspace_id = $1 and p.connection_id = $2 and p.owner_id = m.owner_id), 0)
         from json_to_recordset($4) as m(livemode boolean, owner_id text, sale_id text, person_id text, before jsonb, after jsonb)`,
        [workspaceId, connectionId, cause, JSON.stringify(this.moves)],
      );
    if (this.rewarded.size > 0)
      // One that is due already is locked: whoever works it off waits until what was written here can be seen.
      await tx.query(
        `insert into commission_due (workspace_id, connection_id, owner_id) select $1, $2, unnest($3::text[])
         on conflict (workspace_id, connection_id, owner_id) do update set owner_id = excluded.owner_id`,
        [workspaceId, connectionId, [...this.rewarded]],
      );
    this.moves = [];
    this.rewarded.clear();
  }
}

const hasPartner = (credited: Attribution | null): boolean =>
  credited?.shares.some(({ partner }) => partner !== '') ?? false;
