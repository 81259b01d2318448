import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { Mode } from '@/lib/reports/types';

const row = z.object({
  id: z.string(),
  at: z.date(),
  country: z.string().nullable(),
  referrer: z.string().nullable(),
  who: z.string().nullable(),
  personId: z.string().nullable(),
  hasLead: z.boolean(),
});

export interface LastClick {
  id: string;
  at: string;
  country: string | null;
  /** The site that was left for it. */
  referrer: string | null;
  /** Whom the visitor turned out to be: "id:u1", "email:a@b.com", "customer:cus_1". */
  who: string | null;
  /** Whose customers carry that; null while nobody's do. */
  personId: string | null;
  hasLead: boolean;
}

const PERSON = `coalesce(
    (select o.person_id from owner_identifier i join ledger_owner o on (o.workspace_id, o.connection_id, o.id) = (i.workspace_id, i.connection_id, i.owner_id)
      where i.workspace_id = $1 and i.identifier = c.who and o.livemode = $4 order by o.person_id limit 1),
    (select o.person_id from ledger_owner o where o.workspace_id = $1 and 'customer:' || o.id = c.who and o.livemode = $4 limit 1),
    (select o.person_id from ledger_owner o where o.workspace_id = $1 and o.person_id = substr(c.who, 4) and c.who like 'id:%' and o.livemode = $4 limit 1))`;

/** The latest clicks on a link, and who they turned out to be of among the people of one mode. */
export async function lastClicks(
  { workspaceId, mode }: { workspaceId: string; mode: Mode },
  link: string,
  limit = 20,
): Promise<LastClick[]> {
  const rows = await queryRows(row, {
    text: `select c.*, ${PERSON} as "personId" from (select t.id, t.seq, t.occurred_at as at, t.country, t.referrer,
        coalesce(
          (select v.identifier from visitor_identifier v
            where v.workspace_id = $1 and v.visitor_id = t.visitor_id and v.identifier not like 'click:%' and (v.livemode or not $4)
            order by v.identifier desc limit 1),
          (select v.identifier from visitor_identifier c join visitor_identifier v on (v.workspace_id, v.visitor_id) = (c.workspace_id, c.visitor_id)
            where c.workspace_id = $1 and c.identifier = 'click:' || t.id and v.identifier not like 'click:%' and (v.livemode or not $4)
            order by v.identifier desc limit 1),
          (select 'id:' || l.external_id from lead l where l.workspace_id = $1 and l.click_id = t.id and l.livemode = $4 order by l.occurred_at limit 1),
          case when t.visitor_id like 'v:%' then null else t.visitor_id end) as who,
        exists (select from lead l where l.workspace_id = $1 and l.click_id = t.id and l.livemode = $4) as "hasLead"
      from touchpoint t where t.workspace_id = $1 and t.link_id = $2 and t.kind = 'click'
      order by t.occurred_at desc, t.seq desc limit $3) c order by c.at desc, c.seq desc`,
    values: [workspaceId, link, limit, mode === 'live'],
  });
  return rows.map(({ at, ...click }) => ({ ...click, at: at.toISOString() }));
}
