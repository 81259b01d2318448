import { z } from 'zod';
import { getDb } from '@/lib/db/client';
import { queryRows } from '@/lib/db/query-rows';
import { LIST_KINDS } from './kinds';
import { PHASES, type Phase } from './steps';
import { timeLeft } from './time-left';

export interface StepProgress {
  /** The list at Stripe. */
  kind: string;
  label: string;
  phase: Phase;
  /** Objects read so far. */
  objects: number;
  /** Objects held against Stripe's list, which is read once more; null before. */
  counted: number | null;
  /** Of these, objects that were not there. */
  recovered: number;
  /** Objects that others refer to and the list left out: read one by one. */
  unlisted: number;
  /** Objects that others refer to and Stripe does not have any more, and the first of them. */
  gone: number;
  goneIds: string[];
  perSecond: number | null;
  /** An estimate; null where there is nothing to go by yet. */
  secondsLeft: number | null;
  /** Why it cannot be read at the moment. */
  problem: string | null;
}

export interface BackfillProgress {
  state: 'idle' | 'running' | 'paused' | 'done';
  startedAt: Date | null;
  doneAt: Date | null;
  steps: StepProgress[];
}

/** How far the reading of a connection's history is. */
export async function loadBackfill(workspaceId: string, connectionId: string): Promise<BackfillProgress> {
  const [connection, rows, first, references] = await Promise.all([
    getDb().connection.findUnique({
      where: { workspaceId_id: { workspaceId, id: connectionId } },
      select: { backfill: true, apiKeyCipher: true },
    }),
    getDb().backfillStep.findMany({ where: { workspaceId, connectionId } }),
    getDb().ledgerOwner.aggregate({ where: { workspaceId, connectionId }, _min: { createdAt: true } }),
    loadReferences(workspaceId, connectionId),
  ]);
  const isDone = rows.length > 0 && rows.every(({ phase }) => phase === 'done');
  const times = (pick: (row: (typeof rows)[number]) => Date | null) =>
    rows.flatMap((row) => pick(row)?.getTime() ?? []);
  const started = times(({ startedAt }) => startedAt);
  const steps = LIST_KINDS.flatMap(({ kind, label, object }): StepProgress[] => {
    const row = rows.find((one) => one.kind === kind);
    if (!row) return [];
    const { objects, counted, recovered, problem } = row;
    const phase = PHASES.find((one) => one === row.phase) ?? 'waiting';
    return [
      {
        ...{ kind, label, phase, problem, objects: Number(objects), recovered: Number(recovered) },
        counted: counted === null ? null : Number(counted),
        ...(references.get(object) ?? NO_REFERENCES),
        ...timeLeft(row, first._min.createdAt),
      },
    ];
  });
  return {
    state: isDone ? 'done' : stateOf(connection),
    startedAt: started.length > 0 ? new Date(Math.min(...started)) : null,
    doneAt: isDone ? new Date(Math.max(...times(({ doneAt }) => doneAt))) : null,
    steps,
  };
}

const NO_REFERENCES = { unlisted: 0, gone: 0, goneIds: [] };
const GONE_SHOWN = 5;

const referenceRow = z.object({ kind: z.string(), unlisted: z.int(), gone: z.int(), goneIds: z.array(z.string()) });

/** What was looked for because others refer to it, by Stripe's own name of the type. */
async function loadReferences(workspaceId: string, connectionId: string) {
  const rows = await queryRows(referenceRow, {
    text: `select kind, (count(*) filter (where state = 'found'))::int as unlisted,
        (count(*) filter (where state = 'gone'))::int as gone,
        coalesce((array_agg(object_id order by object_id) filter (where state = 'gone'))[1:${GONE_SHOWN}], '{}') as "goneIds"
      from backfill_reference where workspace_id = $1 and connection_id = $2 group by kind`,
    values: [workspaceId, connectionId],
  });
  return new Map(rows.map(({ kind, ...found }) => [kind, found]));
}

function stateOf(connection: { backfill: string; apiKeyCipher: string | null } | null): BackfillProgress['state'] {
  if (!connection?.apiKeyCipher) return 'idle';
  return connection.backfill === 'running' || connection.backfill === 'paused' ? connection.backfill : 'idle';
}
