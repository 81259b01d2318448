import type pg from 'pg';
import { z } from 'zod';
import { AppError } from '@/lib/errors';
import { normaliseEmail, normaliseId } from '@/lib/identity/normalise';
import { type IdentitySettings, identitySettings } from '@/lib/identity/types';

const DEFAULT = identitySettings.parse({});
const settingsRow = z.object({ settings: identitySettings.nullable() });

/** How the connections of a workspace write identifiers, each way once. */
export async function loadSpellings(tx: pg.ClientBase, workspaceId: string): Promise<IdentitySettings[]> {
  const { rows } = await tx.query({
    name: 'identity-spellings',
    text: `select distinct m.settings from connection c left join lateral (
        select settings from identity_mapping
        where workspace_id = $1 and connection_id = c.id and applied_at is not null order by version desc limit 1) m on true
      where c.workspace_id = $1`,
    values: [workspaceId],
  });
  const found = z.array(settingsRow).parse(rows);
  return found.length === 0 ? [DEFAULT] : found.map(({ settings }) => settings ?? DEFAULT);
}

/** By what somebody is named. */
export interface Names {
  userId?: string | null | undefined;
  email?: string | null | undefined;
  stripeCustomerId?: string | null | undefined;
}

/** What the members are called where they came from, for refusals. */
type Fields = Partial<Record<keyof Names, string>>;

/**
 * The identifiers of somebody, in the form in which customers carry them (`ledger_owner.identifiers`); the strongest first.
 * Throws `unprocessable` for a value that names nobody, such as "null".
 */
export function identifiersOf(names: Names, spellings: readonly IdentitySettings[], fields: Fields = {}): string[] {
  const { userId, email, stripeCustomerId } = names;
  const found: string[] = [];
  if (userId)
    found.push(...spelled('id:', userId, (text, one) => normaliseId(text, one), spellings, fields.userId ?? 'userId'));
  if (email) found.push(...spelled('email:', email, normaliseEmail, spellings, fields.email ?? 'email'));
  if (stripeCustomerId) found.push(`customer:${stripeCustomerId.trim()}`);
  return [...new Set(found)];
}

function spelled(
  prefix: string,
  value: string,
  normalise: (text: string, settings: IdentitySettings) => string | null,
  spellings: readonly IdentitySettings[],
  field: string,
): string[] {
  return spellings.map((settings) => {
    const identifier = normalise(value, settings);
    const wrong = prefix === 'email:' ? 'is not an e-mail address.' : 'names nobody: give the user’s own id.';
    if (identifier === null) throw new AppError('unprocessable', `${field}: “${value.slice(0, 100)}” ${wrong}`, field);
    return prefix + identifier;
  });
}

export interface Joining {
  visitorId: string;
  identifiers: readonly string[];
  cause: 'lead' | 'sale' | 'script' | 'api' | 'import';
  /** False for what was told in test mode. */
  livemode: boolean;
}

/** Says who visitors turned out to be; returns whether anything of it is new. */
export async function joinVisitors(
  tx: pg.ClientBase,
  workspaceId: string,
  joining: readonly Joining[],
): Promise<boolean> {
  const rows = joining.flatMap(({ visitorId, identifiers, cause, livemode }) =>
    identifiers
      .filter((identifier) => identifier !== visitorId)
      .map((identifier) => ({ visitor_id: visitorId, identifier, cause, livemode })),
  );
  if (rows.length === 0) return false;
  const { rowCount } = await tx.query(
    `insert into visitor_identifier (workspace_id, visitor_id, identifier, cause, livemode)
     select $1, visitor_id, identifier, cause, livemode
     from json_to_recordset($2) as r(visitor_id text, identifier text, cause text, livemode boolean)
     on conflict do nothing`,
    [workspaceId, JSON.stringify(rows)],
  );
  return (rowCount ?? 0) > 0;
}

/** Has the projector credit the sales again of whoever these keys are about (`lib/attribution/people-due.ts`). */
export async function markDue(
  tx: pg.ClientBase,
  workspaceId: string,
  keys: readonly string[],
  cause: 'touch' | 'lead' | 'identity',
): Promise<void> {
  if (keys.length === 0) return;
  await tx.query(
    'insert into attribution_due (workspace_id, key, cause) select $1, key, $3 from unnest($2::text[]) as d(key)',
    [workspaceId, [...new Set(keys)], cause],
  );
}
