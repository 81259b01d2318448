import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { type ActionPage, type IdentityAction, identityAction, type PersonHistory, personMove } from './action-shapes';

const time = z.date().transform((at) => at.toISOString());
const actionRow = identityAction.extend({ at: time, undoneAt: time.nullable(), cursor: z.string() });

const ACTION = `select a.id, a.kind, a.connection_id as "connectionId", a.subject, a.person_id as "personId",
    a.before ->> 'person' as "personBefore", a.decision, a.reason, coalesce(u.name, u.email) as author, a.created_at as at,
    coalesce(v.name, v.email) as "undoneBy", a.undone_at as "undoneAt", a.created_at::text || ' ' || a.id as cursor
  from identity_action a left join app_user u on u.id = a.created_by_id left join app_user v on v.id = a.undone_by_id
  where a.workspace_id = $1 and a.livemode = $2`;

export const actionQuery = z.object({
  mode: z.enum(['live', 'test']).default('live'),
  search: z.string().trim().max(320).default(''),
  cursor: z
    .string()
    .regex(/^\d{4}-\d\d-\d\d [\d:.+-]{8,24} [\w-]{1,40}$/, 'The nextCursor of the page before.')
    .optional(),
});

const PAGE = 30;
/** On the page of a person. */
const MOST = 50;

/** What members did by hand, the newest first; what servers said by the API stands with the people. */
export async function loadActions(
  workspaceId: string,
  { mode, search, cursor }: z.output<typeof actionQuery>,
): Promise<ActionPage> {
  const [, at, id] = /^(.*) (.*)$/.exec(cursor ?? '') ?? [];
  const rows = await queryRows(actionRow, {
    text: `${ACTION} and a.kind <> 'alias'
      and ($3 = '' or position($3 in lower(concat_ws(E'\\n', a.subject, a.person_id, a.before ->> 'person', a.reason))) > 0)
      and ($4::timestamptz is null or (a.created_at, a.id) < ($4, $5)) order by a.created_at desc, a.id desc limit $6`,
    values: [workspaceId, mode === 'live', search.toLowerCase(), at ?? null, id ?? null, PAGE + 1],
  });
  const page = rows.slice(0, PAGE);
  return { actions: page.map(withoutCursor), nextCursor: rows.length > PAGE ? (page.at(-1)?.cursor ?? null) : null };
}

const moveRow = personMove.extend({ at: time });

/** What was done about a person by hand, and which customers came and went, the newest first. */
export async function loadPersonHistory(
  workspaceId: string,
  { personId, livemode }: { personId: string; livemode: boolean },
): Promise<PersonHistory> {
  const ids = await idsOf(workspaceId, { personId, livemode });
  const [actions, moves] = await Promise.all([
    queryRows(actionRow, {
      text: `${ACTION} and a.kind <> 'dismiss'
        and (a.person_id = any($3) or a.before ->> 'person' = any($3) or a.subject = any($3)
          or a.subject in (select id from ledger_owner where workspace_id = $1 and person_id = $4 and livemode = $2))
        order by a.created_at desc, a.id desc limit ${MOST}`,
      values: [workspaceId, livemode, ids, personId],
    }),
    queryRows(moveRow, {
      text: `select m.connection_id as "connectionId", m.owner_id as "customerId", m.from_person as from, m.to_person as to,
          m.from_rule as "fromRule", m.to_rule as "toRule", m.cause, m.version, coalesce(u.name, u.email) as author,
          m.moved_at as at, (count(*) filter (where m.sale_id <> ''))::int as sales
        from person_move m left join app_user u on u.id = m.user_id
        where m.workspace_id = $1 and m.livemode = $2 and (m.from_person = any($3) or m.to_person = any($3))
        group by 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 order by m.moved_at desc, m.owner_id limit ${MOST}`,
      values: [workspaceId, livemode, ids],
    }),
  ]);
  return { actions: actions.map(withoutCursor), moves };
}

/** A person's id and all ids that stand for it. */
async function idsOf(workspaceId: string, { personId, livemode }: { personId: string; livemode: boolean }) {
  const aliases = await queryRows(z.object({ id: z.string() }), {
    text: 'select alias_id as id from person_alias where workspace_id = $1 and livemode = $2 and person_id = $3',
    values: [workspaceId, livemode, personId],
  });
  return [personId, ...aliases.map(({ id }) => id)];
}

const withoutCursor = ({ cursor: _, ...action }: z.output<typeof actionRow>): IdentityAction => action;
