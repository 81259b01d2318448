import { getDb, getPool } from '@/lib/db/client';
import { wakeProjector } from '@/lib/inbox/wake-projector';
import { PERMISSIONS } from '../permissions/permissions';
import { isStripeError, problemOf } from '../stripe-problem';
import { type Connection, openReader, type Reader } from '../stripe-reader';
import { LIST_KINDS, type ListKind } from './kinds';
import { readReferences } from './read-references';
import { type Account, Interrupted, readStep } from './read-step';
import { completeSteps, loadSteps, type Phase, type Step, saveProblem } from './steps';
import { withConnectionLock } from './with-connection-lock';

/** Lists read side by side. */
const LANES = 3;

/** About a minute of trying before a list is left for later. */
const ATTEMPTS = 9;

/** "done": everything is read and counted. "stopped": paused or started again. "waiting": something cannot be read yet. */
type Ended = 'done' | 'stopped' | 'waiting';

/**
 * Reads a connection's history from where it was, once no other process does, and until it is done, paused or cannot go on.
 * Throws when `signal` aborts.
 */
export async function runBackfill(connection: Connection, signal: AbortSignal): Promise<Ended> {
  return withConnectionLock(connection, signal, async (held) => {
    const { workspaceId, id } = connection;
    const account = await getDb().connection.findUnique({ where: { workspaceId_id: { workspaceId, id } } });
    if (account?.backfill !== 'running' || !account.apiKeyCipher || account.disconnectedAt) return 'stopped';
    const reader = await openReader(account, { signal: held, attempts: ATTEMPTS });
    const ended = await readAll({ account, reader, signal: held });
    wakeProjector();
    return ended;
  });
}

interface Run {
  account: Account;
  reader: Reader;
  signal: AbortSignal;
}

async function readAll(run: Run): Promise<Ended> {
  const steps = await loadSteps(run.account);
  const ended = new AbortController();
  const open = new Map(steps.filter(({ phase }) => !isCounted(phase)).map((step) => [step.kind, step]));
  const stuck = new Set<string>();
  const lane = async (until: number) => {
    for (let kind = nextList(open, until); kind && !ended.signal.aborted; kind = nextList(open, until)) {
      const step = open.get(kind.kind);
      if (!step) return;
      open.delete(kind.kind); // nobody else takes it meanwhile
      try {
        const signal = AbortSignal.any([run.signal, ended.signal]);
        const after = await readStep({ ...run, kind, signal }, step);
        if (!isCounted(after.phase)) open.set(kind.kind, after);
      } catch (error) {
        if (run.signal.aborted || ended.signal.aborted) return;
        if (error instanceof Interrupted) return ended.abort('stopped');
        if (!isStripeError(error)) return ended.abort(error);
        stuck.add(kind.kind);
        const isRefused = hasType(error, 'StripeAuthenticationError');
        await saveProblem(run.account, problemOf(error, permissionOf(kind)), isRefused ? null : [kind.kind]);
        if (isRefused) return ended.abort('waiting');
      }
    }
  };
  // No history of one list before the last 90 days of all others are there.
  for (const until of [FIRST, LAST]) await Promise.all(Array.from({ length: LANES }, () => lane(until)));
  run.signal.throwIfAborted();
  if (ended.signal.reason === 'stopped') return 'stopped';
  if (ended.signal.aborted && ended.signal.reason !== 'waiting') throw ended.signal.reason;
  if (ended.signal.aborted) return 'waiting';
  const checked = await checkReferences(run, stuck);
  if (checked !== 'done') return checked;
  return (await finish(run.account)) ? 'done' : 'stopped';
}

/** What is counted is done once all that anything refers to is there; what cannot be read now is left for later. */
async function checkReferences(run: Run, stuck: Set<string>): Promise<Ended> {
  try {
    const kinds = LIST_KINDS.filter(({ kind }) => !stuck.has(kind));
    const problems = await readReferences(run, kinds);
    for (const { kind, error } of problems) {
      stuck.add(kind.kind);
      await saveProblem(run.account, problemOf(error, permissionOf(kind)), [kind.kind]);
    }
  } catch (error) {
    if (error instanceof Interrupted) return 'stopped';
    throw error;
  }
  await completeSteps(run.account, [...stuck]);
  return stuck.size > 0 ? 'waiting' : 'done';
}

const isCounted = (phase: Phase): boolean => phase === 'checking' || phase === 'done';

/** What everything needs first: whole lists and the last 90 days of the others, then their history, then the counts. */
const URGENCY: Record<Phase, number> = { waiting: 0, recent: 0, history: 1, counting: 2, checking: 3, done: 3 };

const FIRST = 0;
const LAST = Math.max(...Object.values(URGENCY));

/** The most urgent list, of those that are no less urgent than `until`. */
function nextList(open: ReadonlyMap<string, Step>, until: number): ListKind | undefined {
  const urgency = ({ kind, whole }: ListKind) => {
    const phase = open.get(kind)?.phase ?? 'done';
    return whole && phase === 'history' ? 0 : URGENCY[phase];
  };
  return LIST_KINDS.filter((list) => open.has(list.kind) && urgency(list) <= until).sort(
    (a, b) => urgency(a) - urgency(b),
  )[0];
}

const permissionOf = ({ permission }: ListKind): string =>
  `${PERMISSIONS.find(({ id }) => id === permission)?.name ?? permission}: Read`;

const hasType = (error: unknown, type: string) =>
  typeof error === 'object' && error !== null && 'type' in error && error.type === type;

/** Nothing is left to do, unless it was started again at this moment. Fees are then known as far back as sales. */
async function finish({ workspaceId, id }: Connection): Promise<boolean> {
  const { rowCount } = await getPool().query(
    `with fees as (
       update pull_cursor set history_done = true
       where workspace_id = $1 and connection_id = $2 and kind = 'balance_transaction'
     )
     update connection c set backfill = 'idle'
     where c.workspace_id = $1 and c.id = $2 and c.backfill = 'running' and not exists (
       select from backfill_step s where s.workspace_id = $1 and s.connection_id = $2 and s.phase <> 'done')`,
    [workspaceId, id],
  );
  return rowCount === 1;
}
