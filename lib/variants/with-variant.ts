import type pg from 'pg';
import { z } from 'zod';
import { onClient, queryRows } from '@/lib/db/query-rows';
import { AppError } from '@/lib/errors';
import { makeVariant, type Variant } from './make-variant';

/** Each holds a connection and its tables, so few are kept, and none for long. */
const KEPT = 4;
const KEPT_MS = 10 * 60_000;
/** Each takes as long as folding the whole workspace: one is made at a time, and few wait for their turn. */
const MOST_WAITING = 3;

interface Kept {
  ledger: Promise<pg.Client>;
  users: number;
  lastUsed: number;
  /** Ended as soon as nobody asks it. */
  dropped: boolean;
}

const kept = new Map<string, Kept>();
let waiting = 0;
let making: Promise<unknown> = Promise.resolve();

/**
 * Answers the questions of `work` from another ledger of the workspace. It is made once, and again when something that it
 * depends on has changed. Throws `rate_limited` while too many others are being made.
 */
export async function withVariant<T>(workspaceId: string, variant: Variant, work: () => Promise<T>): Promise<T> {
  const { knownBy = null, definitions = null, timeZone = null } = variant;
  const key = JSON.stringify([workspaceId, knownBy, definitions, timeZone, await basis(workspaceId, knownBy)]);
  const entry =
    kept.get(key) ??
    keep(
      key,
      inTurn(() => makeVariant(workspaceId, variant), fieldOf(variant)),
    );
  entry.users += 1;
  try {
    return await onClient(await entry.ledger, work);
  } finally {
    entry.users -= 1;
    entry.lastUsed = Date.now();
    endUnused(entry);
  }
}

/** The parameter that asks for it. */
const fieldOf = ({ knownBy, definitions }: Variant) => (knownBy ? 'asKnownOn' : definitions ? 'preset' : 'timeZone');

function inTurn(make: () => Promise<pg.Client>, field: string): Promise<pg.Client> {
  if (waiting >= MOST_WAITING)
    throw new AppError(
      'rate_limited',
      `${field}: other moments, presets or time zones are being prepared. Ask again in a minute.`,
      field,
    );
  waiting += 1;
  const made = making.then(make).finally(() => {
    waiting -= 1;
  });
  making = made.catch(() => {});
  return made;
}

function keep(key: string, ledger: Promise<pg.Client>): Kept {
  const entry: Kept = { ledger, users: 0, lastUsed: Date.now(), dropped: false };
  kept.set(key, entry);
  for (const [other, { lastUsed }] of [...kept].slice(0, -1))
    if (kept.size > KEPT || Date.now() - lastUsed > KEPT_MS) drop(other);
  setTimeout(() => sweep(key, entry), KEPT_MS).unref();
  const forget = () => drop(key, entry); // the next caller makes another
  ledger.then((client) => client.once('end', forget), forget);
  return entry;
}

function sweep(key: string, entry: Kept): void {
  if (entry.dropped) return;
  if (Date.now() - entry.lastUsed >= KEPT_MS) drop(key, entry);
  else setTimeout(() => sweep(key, entry), KEPT_MS).unref();
}

function drop(key: string, entry = kept.get(key)): void {
  if (kept.get(key) === entry) kept.delete(key);
  if (!entry || entry.dropped) return;
  entry.dropped = true;
  endUnused(entry);
}

function endUnused({ dropped, users, ledger }: Kept): void {
  if (dropped && users === 0) ledger.then((client) => client.end()).catch(() => {});
}

const row = z.object({ basis: z.string() });

/**
 * Everything else that the ledger depends on: settings, identity rules, rates and the events. Those of a past instant only as
 * far as they were stored by then; an event is committed a moment after the instant at which it became known.
 */
async function basis(workspaceId: string, knownBy: string | null): Promise<string> {
  const [found] = await queryRows(row, {
    text: `select concat_ws('.',
        (select settings_version from workspace where id = $1),
        (select sum(version) from identity_mapping where workspace_id = $1),
        (select md5(string_agg(base || quote || day || rate, ',' order by base, quote, day)) from fx_rate where workspace_id = $1),
        (select count(*) from stripe_event where workspace_id = $1 and state = 'pending' and known_at <= coalesce($2, 'infinity')::timestamptz),
        -- Of two events stored at once the later one may be committed first: the count tells when the other has come.
        (select concat(max(seq), ':', count(*)) from stripe_event
         where workspace_id = $1 and coalesce($2, 'infinity')::timestamptz > now() - interval '5 minutes'
           and seq > (select max(seq) - 1000 from stripe_event where workspace_id = $1))) as basis`,
    values: [workspaceId, knownBy],
  });
  return found?.basis ?? '';
}
