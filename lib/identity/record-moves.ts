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

export interface MoveOrigin {
  workspaceId: string;
  connectionId: string;
  cause: MoveCause;
  /** Of the rules in force. */
  version: number;
  userId?: string | null | undefined;
}

/** Writes a line into the audit for each sale that moves with its customer, and one for a customer without sales. */
export async function recordMoves(tx: pg.ClientBase, origin: MoveOrigin, moves: readonly Move[]): Promise<void> {
  if (moves.length === 0) return;
  const rows = moves.map(({ ownerId, livemode, from, to }) => ({
    ...{ owner_id: ownerId, livemode, from_person: from.personId, to_person: to.personId },
    ...{ from_rule: from.resolvedBy, to_rule: to.resolvedBy },
  }));
  await tx.query(
    `insert into person_move (workspace_id, connection_id, livemode, owner_id, sale_id, from_person, to_person, from_rule, to_rule, cause, version, user_id)
     select $1, $2, m.livemode, m.owner_id, coalesce(s.id, ''), m.from_person, m.to_person, m.from_rule, m.to_rule, $3, $4, $5
     from json_to_recordset($6) as m(owner_id text, livemode boolean, from_person text, to_person text, from_rule text, to_rule text)
     left join sale s on s.workspace_id = $1 and s.connection_id = $2 and s.owner_id = m.owner_id`,
    [
      origin.workspaceId,
      origin.connectionId,
      origin.cause,
      origin.version,
      origin.userId ?? null,
      JSON.stringify(rows),
    ],
  );
}
