import { IS_STRIPES } from '@/lib/tracking/matched-sale';

const OWN = 'e.workspace_id = $1 and e.connection_id = o.connection_id and e.owner_id = o.id';

/** Entries that are told, by kind. What one refund or one change of a subscription did to several lines is one event. */
const ENTRIES: Record<string, readonly string[]> = {
  trial: ['trial_started', 'trial_ended_all'],
  subscription: ['mrr_new', 'mrr_expansion', 'mrr_contraction', 'mrr_churn', 'mrr_reactivation'],
  refund: ['refund'],
  dispute: ['dispute_open', 'dispute_won', 'dispute_lost', 'dispute_refunded', 'dispute_inquiry', 'lost_dispute'],
};

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(', ');
const KIND = Object.entries(ENTRIES)
  .map(([kind, measures]) => `when e.measure in (${quoted(measures)}) then '${kind}'`)
  .join(' ');

/** What the app may have called the person. */
const CALLED = `(
      select $3 union select alias_id from person_alias where workspace_id = $1 and livemode = $2 and person_id = $3)`;

/** What the visitors `$6` clicked and visited, leads, sales that only the app tells of, and what changed in whom the sales are credited to. */
const ATTRIBUTION = `select 'touch', t.kind, t.occurred_at, 'touch:' || t.id, '', '', '', null, null, '[]',
      concat_ws(' / ', '/r/' || l.slug, nullif(t.source, ''), nullif(t.medium, ''), nullif(t.campaign, '')), null, null, null
    from touchpoint t left join link l on l.workspace_id = $1 and l.id = t.link_id
    where t.workspace_id = $1 and t.visitor_id = any($6::text[])
    union all
    select 'lead', l.source, l.occurred_at, 'lead:' || l.id, '', '', '', null, l.quantity, '[]', l.event_name, null, null, null
    from (
      select * from lead where workspace_id = $1 and livemode = $2 and external_id in ${CALLED}
      union select l.* from own o join lead l on l.workspace_id = $1 and l.connection_id = o.connection_id and l.owner_id = o.id
      union select l.* from touchpoint t join lead l on l.workspace_id = $1 and l.click_id = t.id and l.livemode = $2
      where t.workspace_id = $1 and t.visitor_id = any($6::text[])
    ) l
    union all
    select 'tracked', 'tracked', t.occurred_at, 'tracked:' || t.id, '', '', t.currency, t.amount_minor, null, '[]', t.event_name, null, null, null
    from tracked_sale t where t.workspace_id = $1 and t.livemode = $2 and t.external_id in ${CALLED} and not ${IS_STRIPES}
    union all
    select 'attribution', m.cause, m.moved_at, 'credit:' || min(m.seq), m.connection_id, m.owner_id, '', null, count(*), '[]',
      json_build_object('before', m.before, 'after', m.after)::text, null, null, null
    from own o join attribution_move m on m.workspace_id = $1 and m.connection_id = o.connection_id and m.owner_id = o.id
    group by m.connection_id, m.owner_id, m.moved_at, m.cause, m.before, m.after`;

/**
 * All that happened with person `$3` of workspace `$1` in mode `$2`, as `happened`: customers that appeared, entries of their
 * ledgers, sales, customers that came from somebody else or went to them, and what brought them.
 */
export const HAPPENED = `with own as (
    select connection_id, id, created_at from ledger_owner where workspace_id = $1 and livemode = $2 and person_id = $3
  ), happened as (
    select 'created' as kind, 'created' as what, created_at as at, 'created:' || connection_id || ':' || id as key, connection_id, id as owner_id,
      '' as currency, null::bigint as minor, null::bigint as extra, '[]'::jsonb as objects, null as words, null as from_person, null as to_person, null as user_id
    from own where created_at is not null
    union all
    select case ${KIND} end, e.measure, min(e.occurred_at), e.measure || ':' || e.connection_id || ':' || e.owner_id || ':' || min(e.entry_id), e.connection_id,
      e.owner_id, e.currency, sum(e.amount_minor)::bigint, null, (array_agg(e.detail->'objects' order by e.entry_id))[1],
      e.detail->>'description', null, null, null
    from own o join ledger_entry e on ${OWN} and e.measure in (${quoted(Object.values(ENTRIES).flat())})
    group by e.connection_id, e.owner_id, e.measure, e.day, e.currency, e.detail->'objects'->0->>'id', e.detail->>'description'
    union all
    select 'payment', 'sale', e.occurred_at, 'sale:' || e.connection_id || ':' || e.id, e.connection_id, e.owner_id, e.currency, e.net_minor, e.tax_minor, e.objects,
      null, null, null, null
    from own o join sale e on ${OWN}
    union all
    select 'identity', m.cause, m.moved_at, 'move:' || min(m.seq), m.connection_id, m.owner_id, '', null, count(*) filter (where m.sale_id <> ''), '[]',
      m.from_rule || ' → ' || m.to_rule, m.from_person, m.to_person, m.user_id
    from (
      select * from person_move where workspace_id = $1 and from_person = $3 and livemode = $2
      union select * from person_move where workspace_id = $1 and to_person = $3 and livemode = $2
    ) m group by m.connection_id, m.owner_id, m.moved_at, m.cause, m.from_rule, m.to_rule, m.from_person, m.to_person, m.user_id
    union all
    ${ATTRIBUTION}
  )`;
