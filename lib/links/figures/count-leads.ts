import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';

const row = z.object({ link: z.string(), leads: z.bigint(), conversions: z.bigint() });

interface Asked {
  workspaceId: string;
  links: readonly string[];
  livemode: boolean;
  between: [Date, Date];
}

/** A customer that stands for who became the lead has paid. */
const HAS_PAID = `exists (
  select from ledger_owner o where o.workspace_id = $1 and o.livemode = $3 and o.first_sale_at is not null and (
    (o.connection_id = l.connection_id and o.id = l.owner_id)
    or (o.connection_id, o.id) in (
      select i.connection_id, i.owner_id from owner_identifier i
      where i.workspace_id = $1 and i.livemode = $3 and i.identifier = 'id:' || l.external_id)))`;

/** The leads that came by clicks on each link, and the people among them who have paid since. */
export async function countLeads({ workspaceId, links, livemode, between: [from, to] }: Asked) {
  const rows = await queryRows(row, {
    text: `select link, sum(quantity)::bigint as leads, count(distinct external_id) filter (where has_paid) as conversions from (
        select t.link_id as link, l.quantity, l.external_id, ${HAS_PAID} as has_paid
        from touchpoint t join lead l on l.workspace_id = $1 and l.click_id = t.id
        where t.workspace_id = $1 and t.link_id = any($2) and l.livemode = $3
          and l.occurred_at >= $4 and l.occurred_at < $5) found
      group by link`,
    values: [workspaceId, links, livemode, from, to],
  });
  return new Map(
    rows.map(({ link, leads, conversions }) => [link, { leads: Number(leads), conversions: Number(conversions) }]),
  );
}
