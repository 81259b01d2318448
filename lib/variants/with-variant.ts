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
  /** What else it depends on, as it was when its making began; null before that. */
  madeOf: string | null;
  ledger: Promise<pg.Client>;
  users: number;
  lastUsed: number;
  /** Ended as soon as nobody asks it. */
  dropped: boolean;
}

interface Variants {
  kept: Map<string, Kept>;
  waiting: number;
  making: Promise<unknown>;
}

// Once per process, also across the bundles Next makes of the same module.
const holder = globalThis as typeof globalThis & { __headwaterVariants?: Variants };
holder.__headwaterVariants ??= { kept: new Map(), waiting: 0, making: Promise.resolve() };
const variants = holder.__headwaterVariants;
const { kept } = variants;

/**
 * Answers the questions of `work` from another ledger of the workspace. It is made once, and again when something that it
 * depends on has changed. Throws `rate_limited` while too many others are being made.
 */
export async function withVariant<T>(workspaceId: string, variant: Variant, work: () => Promise<T>): Promise<T> {
  const { knownBy = null, definitions = null, timeZone = null } = variant;
  const name = JSON.stringify([workspaceId, knownBy, definitions, timeZone]);
  const now = await basis(workspaceId, knownBy);
  const found = kept.get(name);
  // One whose turn has not come will be made of what is there then.
  const entry = found && (found.madeOf === null || found.madeOf === now) ? found : make(name, workspaceId, variant);
  entry.users += 1;
  try {
    return await onClient(await entry.ledger, work);
  } finally {
    entry.users -= 1;
    entry.lastUsed = Date.now();
    endUnused(entry);
  }
}

function make(name: string, workspaceId: string, variant: Variant): Kept {
  const entry: Omit<Kept, 'ledger'> = { madeOf: null, users: 0, lastUsed: Date.now(), dropped: false };
  const ledger = inTurn(async () => {
    entry.madeOf = await basis(workspaceId, variant.knownBy ?? null);
    return makeVariant(workspaceId, variant);
  }, fieldOf(variant));
  return keep(name, Object.assign(entry, { ledger }));
}

/** The parameter that asks for it. */
const fieldOf = ({ knownBy, definitions }: Variant) => (knownBy ? 'asKnownOn' : definitions ? 'preset' : 'timeZone');

function inTurn(make: () => Promise<pg.Client>, field: string): Promise<pg.Client> {
  if (variants.waiting >= MOST_WAITING)
    throw new AppError(
      'rate_limited',
      `${field}: other moments, presets or time zones are being prepared. Ask again in a minute.`,
      field,
    );
  variants.waiting += 1;
  const made = variants.making.then(make).finally(() => {
    variants.waiting -= 1;
  });
  variants.making = made.catch(() => {});
  return made;
}

function keep(name: string, entry: Kept): Kept {
  drop(name); // what it was made of has changed
  kept.set(name, entry);
  const [longestUnused] = [...kept].sort(([, a], [, b]) => a.lastUsed - b.lastUsed);
  if (kept.size > KEPT && longestUnused) drop(longestUnused[0]);
  setTimeout(() => sweep(name, entry), KEPT_MS).unref();
  const forget = () => drop(name, entry); // the next caller makes another
  entry.ledger.then((client) => client.once('end', forget), forget);
  return entry;
}

function sweep(name: string, entry: Kept): void {
  if (entry.dropped) return;
  if (Date.now() - entry.lastUsed >= KEPT_MS) drop(name, entry);
  else setTimeout(() => sweep(name, entry), KEPT_MS).unref();
}

function drop(name: string, entry = kept.get(name)): void {
  if (kept.get(name) === entry) kept.delete(name);
  if (!entry || entry.dropped) return;
  entry.dropped = true;
  endUnused(entry);
}

function endUnused({ dropped, users, ledger }: Kept): void {
  if (dropped && users === 0) ledger.then((client) => client.end()).catch(() => {});
}

const basisRow = z.object({ basis: z.string() });

/**
 * Everything else that the ledger depends on: settings, identity rules, rates and the events. Those of a past instant only as
 * far as they were stored by then; an event is committed a moment after the instant at which it became known.
 */
async function basis(workspaceId: string, knownBy: string | null): Promise<string> {
  const [found] = await queryRows(basisRow, {
    text: `select concat_ws('.',
        (select settings_version from workspace where id = $1),
        (select sum(version) from identity_mapping where workspace_id = $1),
        (select max(seq) from touchpoint where workspace_id = $1), -- The rows themselves are gone when they are worked off.
        pg_sequence_last_value(pg_get_serial_sequence('attribution_due', 'seq')),
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
