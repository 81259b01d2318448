import { kindOfId } from '@/lib/connections/backfill/kinds';
import { readAgain } from '@/lib/connections/backfill/read-again';
import { readPayouts, readTransactionsOf } from '@/lib/connections/pull/pull-payouts';
import { problemOf } from '@/lib/connections/stripe-problem';
import { getDb } from '@/lib/db/client';
import { AppError } from '@/lib/errors';
import { groupBy } from '@/lib/group-by';
import { projectPending } from '@/lib/inbox/projector';
import { loadPayouts } from './load-payouts';
import { type Question, reconcile } from './reconcile';
import { repairOwners } from './repair-owners';
import type { Unmatched } from './unmatched';

/** As many as one request reads; the next goes on from there. */
const AT_ONCE = 200;

export interface Fetched {
  /** Objects that were read again from Stripe. */
  read: number;
  /** Of these, the ones that told something new. */
  news: number;
  /** Whether rows of the ledger were not what its facts come to, and have been derived again. */
  repaired: boolean;
  /** Ids that Stripe does not know any more. */
  gone: string[];
  /** What is unmatched now. */
  left: number;
  /** What kept a source from being read, without secrets. */
  problems: string[];
}

/**
 * Reads again from Stripe what keeps these days from coming out at 0.00: the unmatched transactions, what they moved, and the
 * transactions of what is not in the balance. First the rows of their customers are derived again, should they have been lost.
 */
export async function fetchMissing(question: Question): Promise<Fetched> {
  const result: Fetched = { read: 0, news: 0, repaired: false, gone: [], left: 0, problems: [] };
  const { unmatched } = await reconcile(question);
  const wanted = groupBy(unmatched.slice(0, AT_ONCE), ({ connectionId }) => connectionId);
  const payouts = groupBy(await unsettled(question), ({ connectionId }) => connectionId);
  for (const connectionId of new Set([...wanted.keys(), ...payouts.keys()])) {
    const found = wanted.get(connectionId) ?? [];
    const scope = { workspaceId: question.workspaceId, connectionId };
    result.repaired = (await repairOwners(scope, found.flatMap(idsOf))) || result.repaired;
    await readOf(
      scope,
      found,
      (payouts.get(connectionId) ?? []).map(({ id }) => id),
      result,
    );
  }
  await projectPending();
  return { ...result, left: (await reconcile(question)).unmatched.length };
}

const idsOf = ({ id, source }: Unmatched): string[] => (source === null || source === id ? [id] : [id, source]);

/** Payouts that could not be compared, or do not come out. */
async function unsettled(question: Question) {
  const found = await loadPayouts(question);
  return found.filter(
    ({ amount, sum, missing }) => amount === null || missing.length > 0 || (sum !== null && sum !== amount),
  );
}

async function readOf(
  scope: { workspaceId: string; connectionId: string },
  found: readonly Unmatched[],
  payouts: readonly string[],
  result: Fetched,
): Promise<void> {
  const { workspaceId, connectionId: id } = scope;
  const source = await getDb().connection.findUniqueOrThrow({ where: { workspaceId_id: { workspaceId, id } } });
  if (source.apiKeyCipher === null) {
    result.problems.push(`${source.name} has no API key to read with.`);
    return;
  }
  const objects = [...new Set(found.flatMap(idsOf))].filter((object) => kindOfId(object) !== null);
  await attempt(result, 'Charges and Refunds, Disputes, Balance Transaction Sources: Read', async () => {
    if (objects.length === 0) return;
    const { read, news, missing } = await readAgain(source, { ids: objects });
    result.read += read;
    result.news += news;
    result.gone.push(...missing);
  });
  const unbooked = found.filter(({ problem }) => problem === 'not in the balance').flatMap(idsOf);
  await attempt(result, 'Balance Transaction Sources: Read', async () => {
    result.read += await readTransactionsOf(source, unbooked);
  });
  await attempt(result, 'Payouts: Read', async () => {
    result.read += await readPayouts(source, payouts);
  });
}

/** What one permission lacks does not keep the rest from being read. */
async function attempt(result: Fetched, permission: string, read: () => Promise<void>): Promise<void> {
  try {
    await read();
  } catch (error) {
    result.problems.push(error instanceof AppError ? error.message : problemOf(error, permission));
  }
}
