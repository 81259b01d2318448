import { z } from 'zod';
import { getPool } from '@/lib/db/client';
import { queryRows } from '@/lib/db/query-rows';
import { isStripeError } from '../stripe-problem';
import type { Connection, Reader } from '../stripe-reader';
import type { ListKind } from './kinds';
import { noteReferences } from './note-references';
import { readOne } from './read-again';
import { type Account, Interrupted } from './read-step';
import { storeSnapshots } from './store-snapshots';

const AT_ONCE = 100;
/** Read side by side; how many a second, the reader says. */
const LANES = 6;

interface Run {
  account: Account;
  reader: Reader;
  signal: AbortSignal;
}

interface Problem {
  kind: ListKind;
  error: unknown;
}

/**
 * Reads, one by one, what objects refer to and no list has given, until nothing is left that nothing is known of; what is
 * found may refer to more. Returns the kinds that could not be read, and why. Throws `Interrupted` when it is not wanted any
 * more.
 */
export async function readReferences(run: Run, kinds: readonly ListKind[]): Promise<Problem[]> {
  const readable = new Map(kinds.map((kind) => [kind.object, kind]));
  const problems: Problem[] = [];
  await forgetKnown(run.account);
  for (;;) {
    run.signal.throwIfAborted();
    if (!(await isWanted(run.account))) throw new Interrupted();
    const open = await loadOpen(run.account, [...readable.keys()]);
    if (open.length === 0) return problems;
    const lane = async () => {
      for (let next = open.shift(); next; next = open.shift()) {
        const kind = readable.get(next.kind);
        if (!kind) continue;
        try {
          await readReference(run, kind, next.object_id);
        } catch (error) {
          if (!isStripeError(error)) throw error;
          readable.delete(next.kind);
          problems.push({ kind, error });
        }
      }
    };
    await Promise.all(Array.from({ length: LANES }, lane));
  }
}

async function readReference({ account, reader }: Run, kind: ListKind, id: string): Promise<void> {
  const found = await readOne(reader, kind, id).catch(nullWhenRefused);
  if (found) {
    await storeSnapshots(account, found.objects, found.readAt);
    await noteReferences(account, found.objects);
  }
  await getPool().query(
    `update backfill_reference set state = $5
     where workspace_id = $1 and connection_id = $2 and kind = $3 and object_id = $4`,
    [account.workspaceId, account.id, kind.object, id, found ? 'found' : 'gone'],
  );
}

/** Stripe has nothing of that name, and asking again would change nothing. */
function nullWhenRefused(error: unknown): null {
  if (typeof error === 'object' && error !== null && 'type' in error && error.type === 'StripeInvalidRequestError')
    return null;
  throw error;
}

/** Read meanwhile, or known from webhooks: a list that was only late left nothing out. */
async function forgetKnown({ workspaceId, id }: Connection): Promise<void> {
  await getPool().query(
    `delete from backfill_reference r where r.workspace_id = $1 and r.connection_id = $2 and r.state = 'open' and (
       exists (select from pulled_object p where p.workspace_id = $1 and p.connection_id = $2
         and p.kind = r.kind and p.object_id = r.object_id)
       or exists (select from object_version v where v.workspace_id = $1 and v.connection_id = $2
         and v.kind = r.kind and v.object_id = r.object_id))`,
    [workspaceId, id],
  );
}

const openRow = z.object({ kind: z.string(), object_id: z.string() });

const loadOpen = ({ workspaceId, id }: Connection, kinds: readonly string[]) =>
  queryRows(openRow, {
    text: `select kind, object_id from backfill_reference
      where workspace_id = $1 and connection_id = $2 and state = 'open' and kind = any($3) limit ${AT_ONCE}`,
    values: [workspaceId, id, kinds],
  });

const stateRow = z.object({ wanted: z.boolean() });

async function isWanted({ workspaceId, id, apiKeyCipher }: Account): Promise<boolean> {
  const [row] = await queryRows(stateRow, {
    text: `select backfill = 'running' and api_key_cipher is not distinct from $3 as wanted from connection
      where workspace_id = $1 and id = $2`,
    values: [workspaceId, id, apiKeyCipher],
  });
  return row?.wanted ?? false;
}
