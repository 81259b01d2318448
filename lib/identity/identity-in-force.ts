import type pg from 'pg';
import { z } from 'zod';
import { textArray } from '@/lib/db/text-array';
import { groupBy } from '@/lib/group-by';
import { resolvePerson } from './resolve-person';
import {
  CONFLICT_POLICIES,
  type ConflictPolicy,
  DEFAULT_MAPPING,
  type Identifiable,
  identityRules,
  identitySettings,
  type Mapping,
  type ResolvedPerson,
} from './types';

/** Rules with their version: 0 for the default ones. */
export interface VersionedMapping extends Mapping {
  version: number;
}

/** Everything in a workspace that decides who its customers are, beside what is known of each. */
export interface IdentityInForce {
  mapping: (connectionId: string) => VersionedMapping;
  /** Keys of `keyOf`. */
  shared: (connectionId: string) => ReadonlySet<string>;
  hasPins: boolean;
  hasAliases: boolean;
}

/** A customer or guest whose person is asked for. */
export interface Unresolved extends Identifiable {
  livemode: boolean;
}

const mappingRow = z.object({
  connection_id: z.string(),
  version: z.number(),
  rules: identityRules,
  settings: identitySettings,
});
const DEFAULT: VersionedMapping = { ...DEFAULT_MAPPING, version: 0 };
const NONE: ReadonlySet<string> = new Set();

/** Nothing of test mode is ever resolved into live, so every identifier stands beside its mode. */
const keyOf = (livemode: boolean, identifier: string) => `${livemode} ${identifier}`;

interface Trial {
  connectionId: string;
  version: number;
}

/** `trial` is a version that is taken as if it were applied already. */
export async function loadIdentityInForce(
  tx: pg.ClientBase,
  workspaceId: string,
  trial: Trial | null = null,
): Promise<IdentityInForce> {
  const mappings = await tx.query(
    `select distinct on (connection_id) connection_id, version, rules, settings from identity_mapping
     where workspace_id = $1 and (applied_at is not null or connection_id = $2 and version = $3)
     order by connection_id, version desc`,
    [workspaceId, trial?.connectionId ?? null, trial?.version ?? null],
  );
  const byConnection = new Map(
    z
      .array(mappingRow)
      .parse(mappings.rows)
      .map(({ connection_id, ...mapping }) => [connection_id, mapping]),
  );
  const shared = await tx.query<{ connection_id: string; livemode: boolean; identifier: string }>(
    'select connection_id, livemode, identifier from shared_identifier where workspace_id = $1',
    [workspaceId],
  );
  const sharedBy = new Map(
    [...groupBy(shared.rows, ({ connection_id }) => connection_id)].map(([connection, rows]) => [
      connection,
      new Set(rows.map(({ livemode, identifier }) => keyOf(livemode, identifier))),
    ]),
  );
  const any = await tx.query<{ pins: boolean; aliases: boolean }>(
    `select exists (select from identity_pin where workspace_id = $1) as pins,
       exists (select from person_alias where workspace_id = $1) as aliases`,
    [workspaceId],
  );
  return {
    mapping: (connectionId) => byConnection.get(connectionId) ?? DEFAULT,
    shared: (connectionId) => sharedBy.get(connectionId) ?? NONE,
    hasPins: any.rows[0]?.pins ?? false,
    hasAliases: any.rows[0]?.aliases ?? false,
  };
}

interface Scope {
  workspaceId: string;
  connectionId: string;
}

/** Who these customers of one connection are, by id. */
export async function resolveOwners(
  tx: pg.ClientBase,
  scope: Scope,
  inForce: IdentityInForce,
  owners: readonly Unresolved[],
): Promise<Map<string, ResolvedPerson>> {
  const mapping = inForce.mapping(scope.connectionId);
  const shared = inForce.shared(scope.connectionId);
  const pins = inForce.hasPins ? await loadPins(tx, scope, owners) : NO_PINS;
  const resolveAll = (personOf?: (owner: Unresolved) => (id: string) => string) =>
    new Map(
      owners.map((owner) => {
        const { person_id, policy } = pins.get(owner.id) ?? NO_PIN;
        return [
          owner.id,
          resolvePerson(owner, policy ? withPolicy(mapping, policy) : mapping, {
            pin: person_id ?? undefined,
            isShared: (identifier) => shared.has(keyOf(owner.livemode, identifier)),
            personOf: personOf?.(owner),
          }),
        ];
      }),
    );
  const resolved = resolveAll();
  if (!inForce.hasAliases) return resolved;
  const ids = [...resolved.values()].flatMap(({ personId, rivals, identifiers }) => [
    ...[personId, ...rivals],
    ...identifiers.map((identifier) => identifier.slice(identifier.indexOf(':') + 1)),
  ]);
  const aliases = await loadAliases(tx, scope.workspaceId, [...new Set([...ids, ...owners.map(({ id }) => id)])]);
  if (aliases.size === 0) return resolved;
  return resolveAll(
    ({ livemode }) =>
      (id) =>
        aliases.get(keyOf(livemode, id)) ?? id,
  );
}

const pinRow = z.object({
  owner_id: z.string(),
  person_id: z.string().nullable(),
  policy: z.enum(CONFLICT_POLICIES).nullable(),
});
type Pin = z.output<typeof pinRow>;
const NO_PINS: ReadonlyMap<string, Pin> = new Map();
const NO_PIN = { person_id: null, policy: null };

const withPolicy = (mapping: Mapping, conflictPolicy: ConflictPolicy): Mapping => ({
  ...mapping,
  settings: { ...mapping.settings, conflictPolicy },
});

async function loadPins(tx: pg.ClientBase, { workspaceId, connectionId }: Scope, owners: readonly { id: string }[]) {
  const { rows } = await tx.query({
    name: 'pins-of',
    text: 'select owner_id, person_id, policy from identity_pin where workspace_id = $1 and connection_id = $2 and owner_id = any($3::text[])',
    values: [workspaceId, connectionId, textArray(owners.map(({ id }) => id))],
  });
  return new Map(
    z
      .array(pinRow)
      .parse(rows)
      .map((row) => [row.owner_id, row]),
  );
}

async function loadAliases(tx: pg.ClientBase, workspaceId: string, ids: readonly string[]) {
  const { rows } = await tx.query<{ livemode: boolean; alias_id: string; person_id: string }>({
    name: 'aliases-of',
    text: 'select livemode, alias_id, person_id from person_alias where workspace_id = $1 and alias_id = any($2::text[])',
    values: [workspaceId, textArray(ids)],
  });
  return new Map(rows.map(({ livemode, alias_id, person_id }) => [keyOf(livemode, alias_id), person_id]));
}
