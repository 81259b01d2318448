import { seal } from '@/lib/auth/secret-box';
import { getDb, getPool } from '@/lib/db/client';
import type { Harness } from '@/lib/inbox/testing/harness';
import type { FakeEvent } from '@/lib/inbox/testing/stripe-objects';
import type { SandboxAccount } from '@/sandbox/account';
import { type SandboxServer, startSandboxServer } from '@/sandbox/server';
import { LIST_KINDS } from '../kinds';
import { loadBackfill } from '../load-backfill';
import { runBackfill } from '../run-backfill';

const KEY = 'rk_live_reader';

/** Serves the account as Stripe's API and gives the harness' connection a key for it. */
export async function connect(harness: Harness, account: SandboxAccount): Promise<SandboxServer> {
  const sandbox = await startSandboxServer({ account, port: 0 });
  process.env.STRIPE_API_BASE = sandbox.url;
  const key = { workspaceId: harness.account.workspaceId, id: harness.connectionId };
  await getDb().connection.update({
    where: { workspaceId_id: key },
    data: { apiKeyCipher: seal(KEY), apiKeyMode: 'live' },
  });
  return sandbox;
}

/** Lets a sandbox key read everything but what is named. */
export const forbid = ({ keys }: SandboxServer, ...resources: string[]): void =>
  keys.restrict(KEY, { '*': 'read', ...Object.fromEntries(resources.map((name) => [name, 'none' as const])) });

export const sourceOf = ({ account, connectionId }: Harness) => ({
  workspaceId: account.workspaceId,
  id: connectionId,
});

/** Reads on in this process until there is nothing more to do. */
export const readOn = (harness: Harness, signal = new AbortController().signal) =>
  runBackfill(sourceOf(harness), signal);

export const progressOf = ({ account, connectionId }: Harness) => loadBackfill(account.workspaceId, connectionId);

/** Forgets what was read, with everything that came of it. */
export async function forgetAll(harness: Harness): Promise<void> {
  await harness.reset();
  await getPool().query('truncate pulled_object, backfill_step, backfill_reference, pull_cursor');
  await getPool().query("update connection set backfill = 'idle'");
}

export const eventsOf = (account: SandboxAccount): FakeEvent[] => JSON.parse(JSON.stringify(account.events()));

/** How many objects of each kind the account has. */
export function countsOf(account: SandboxAccount): Record<string, number> {
  return Object.fromEntries(
    LIST_KINDS.map(({ kind }) => {
      const path = kind === 'checkout_sessions' ? '/v1/checkout/sessions' : `/v1/${kind}`;
      let [count, after] = [0, ''];
      for (let more = true; more; ) {
        const page: { data: { id: string }[]; has_more: boolean } = JSON.parse(
          JSON.stringify(
            account.request('GET', path, {
              limit: 100,
              ...(kind === 'subscriptions' && { status: 'all' }),
              ...(kind === 'invoiceitems' && { pending: true }),
              ...(after && { starting_after: after }),
            }),
          ),
        );
        count += page.data.length;
        after = page.data.at(-1)?.id ?? '';
        more = page.has_more;
      }
      return [kind, count];
    }),
  );
}

/** How many of each kind were read. */
export async function heldCounts(): Promise<Record<string, number>> {
  const { rows } = await getPool().query<{ kind: string; count: number }>(
    'select kind, count(*)::int as count from pulled_object group by kind',
  );
  return Object.fromEntries(
    LIST_KINDS.map(({ kind, object }) => [kind, rows.find((row) => row.kind === object)?.count ?? 0]),
  );
}
