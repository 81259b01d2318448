import { getDb } from '@/lib/db/client';
import { clockWords, quietWords, sameAccountWords } from './alarm-words';
import { WATCHED } from './load-connection-health';
import { loadSameAccounts } from './load-same-accounts';
import { loadVitals, NO_VITALS } from './load-vitals';

/** Something about a connection that may leave the figures behind. */
export interface Alarm {
  connectionId: string;
  kind: 'clock' | 'twice' | 'unreadable' | 'quiet';
  /** A few words, such as "Stripe is quiet". */
  label: string;
  /** What happened, what it means, and what to do. */
  message: string;
}

export interface Alarms {
  alarms: Alarm[];
  /** The largest lag of the last day among the connections. */
  lagSeconds: number | null;
}

/** What is wrong with the connections of a workspace, the worst first; failed events are counted elsewhere. */
export async function loadAlarms(workspaceId: string, now: Date): Promise<Alarms> {
  const [connections, vitals, problems, sameAccounts] = await Promise.all([
    getDb().connection.findMany({
      where: { workspaceId, disconnectedAt: null },
      select: { id: true, name: true, apiKeyCipher: true },
      orderBy: { createdAt: 'asc' },
    }),
    loadVitals(workspaceId, now),
    getDb().pullCursor.findMany({ where: { workspaceId, kind: { in: [...WATCHED] }, problem: { not: null } } }),
    loadSameAccounts(workspaceId),
  ]);
  const alarms = connections.flatMap(({ id, name, apiKeyCipher }) => {
    const { quiet, clockSkew } = vitals.get(id) ?? NO_VITALS;
    const problem = apiKeyCipher && problems.find(({ connectionId }) => connectionId === id)?.problem;
    const found: Alarm[] = [];
    const raise = (alarm: Pick<Alarm, 'kind' | 'label' | 'message'>) => found.push({ connectionId: id, ...alarm });
    if (clockSkew) raise({ kind: 'clock', label: 'The clock is wrong', message: clockWords(clockSkew) });
    const others = sameAccounts.get(id);
    if (others) raise({ kind: 'twice', label: `${name} counts twice`, message: sameAccountWords(others) });
    if (problem) raise({ kind: 'unreadable', label: `${name} cannot be read`, message: problem });
    if (quiet) raise({ kind: 'quiet', label: `${name} is quiet`, message: quietWords(quiet) });
    return found;
  });
  const lags = connections.flatMap(({ id }) => vitals.get(id)?.lagSeconds ?? []);
  return { alarms: alarms.sort(byWeight), lagSeconds: lags.length > 0 ? Math.max(...lags) : null };
}

const ORDER: readonly Alarm['kind'][] = ['clock', 'twice', 'unreadable', 'quiet'];
const byWeight = (a: Alarm, b: Alarm) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind);
