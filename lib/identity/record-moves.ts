import type pg from 'pg';

export const MOVE_CAUSES = ['rules', 'facts', 'pin', 'alias', 'shared', 'erase'] as const;
/** Why customers stand for another person: the rules, what Stripe told, or what somebody did. */
export type MoveCause = (typeof MOVE_CAUSES)[number];

/** A customer that stands for another person than before. */
export interface Move {
  ownerId: string;
  livemode: boolean;
  from: { personId: string; resolvedBy: string };
  to: { personId: string; resolvedBy: string };
}

interface Scope {
  workspaceId: string;
  connectionId: string;
}

export interface MoveOrigin extends Scope {
  cause: MoveCause;
  /** Of the rules in force. */
  version: number;
  userId?: string | null | undefined;
}

/** Of the noted customers, those who stand for another person now: $1 the workspace, $2 the connection. */
const NOTED = `select b.id as owner_id, o.livemode, b.person_id as from_person, o.person_id as to_person, b.resolved_by as from_rule, o.resolved_by as to_rule
  from people_noted b join ledger_owner o on o.workspace_id = $1 and o.connection_id = $2 and o.id = b.id
  where b.person_id <> o.person_id`;

/** Writes a line into the audit for each sale that moves with its customer, and one for a customer without sales. */
export async function recordMoves(
  tx: pg.ClientBase,
  origin: MoveOrigin,
  moves: readonly Move[] | 'noted',
): Promise<void> {
  const { workspaceId, connectionId, cause, version, userId = null } = origin;
  const rows =
    moves === 'noted'
      ? []
      : moves.map(({ ownerId, livemode, from, to }) => ({
          ...{ owner_id: ownerId, livemode, from_person: from.personId, to_person: to.personId },
          ...{ from_rule: from.resolvedBy, to_rule: to.resolvedBy },
        }));
  const given =
    'select * from json_to_recordset($6) as m(owner_id text, livemode boolean, from_person text, to_person text, from_rule text, to_rule text)';
  await tx.query(
    `with given as (${given}), moved as (${moves === 'noted' ? NOTED : 'select * from given'})
     insert into person_move (workspace_id, connection_id, livemode, owner_id, sale_id, from_person, to_person, from_rule, to_rule, cause, version, user_id)
     select $1, $2, m.livemode, m.owner_id, coalesce(s.id, ''), m.from_person, m.to_person, m.from_rule, m.to_rule, $3, $4, $5
     from moved m left join sale s on s.workspace_id = $1 and s.connection_id = $2 and s.owner_id = m.owner_id`,
    [workspaceId, connectionId, cause, version, userId, JSON.stringify(rows)],
  );
}

/** Keeps, until `forgetPeople`, whom all customers of a connection stand for. */
export async function notePeople(tx: pg.ClientBase, { workspaceId, connectionId }: Scope): Promise<void> {
  await tx.query(
    `create temp table people_noted on commit drop as
     select id, person_id, resolved_by from ledger_owner where workspace_id = $1 and connection_id = $2`,
    [workspaceId, connectionId],
  );
  await tx.query('analyze people_noted');
}

export const forgetPeople = (tx: pg.ClientBase) => tx.query('drop table people_noted');

/** How many of the noted customers stand for another person now. */
export async function countNoted(tx: pg.ClientBase, { workspaceId, connectionId }: Scope): Promise<number> {
  const { rows } = await tx.query<{ moved: number }>(`select count(*)::int as moved from (${NOTED}) m`, [
    workspaceId,
    connectionId,
  ]);
  return rows[0]?.moved ?? 0;
}

interface NotedRow {
  owner_id: string;
  livemode: boolean;
  from_person: string;
  to_person: string;
  from_rule: string;
  to_rule: string;
}

/** These, with whom they stood for. */
export async function notedMoves(tx: pg.ClientBase, { workspaceId, connectionId }: Scope): Promise<Move[]> {
  const { rows } = await tx.query<NotedRow>(NOTED, [workspaceId, connectionId]);
  return rows.map(({ owner_id, livemode, from_person, to_person, from_rule, to_rule }) => ({
    ...{ ownerId: owner_id, livemode },
    from: { personId: from_person, resolvedBy: from_rule },
    to: { personId: to_person, resolvedBy: to_rule },
  }));
}
