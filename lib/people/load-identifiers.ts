import { z } from 'zod';
import { inTransaction } from '@/lib/db/in-transaction';
import { queryRows } from '@/lib/db/query-rows';
import { groupBy } from '@/lib/group-by';
import { loadIdentityInForce } from '@/lib/identity/identity-in-force';
import { normaliseEmail, normaliseId } from '@/lib/identity/normalise';
import { claims, EMAIL_FIELDS, type Mapping } from '@/lib/identity/types';
import type { Claim } from '@/lib/ledger/claims';
import { stripeObject } from '@/lib/reports/explain-row';
import type { Identifier } from './shapes';

const ownerRow = z.object({ connectionId: z.string(), connectionName: z.string(), id: z.string(), claims });
type Owner = z.output<typeof ownerRow>;

const sharedRow = z.object({ connectionId: z.string(), identifier: z.string() });

interface Whose {
  workspaceId: string;
  livemode: boolean;
  person: string;
}

/** All ids and addresses of a person, each with the objects that say so, and what was said by hand. */
export async function loadIdentifiers(whose: Whose): Promise<Identifier[]> {
  const { workspaceId, livemode, person } = whose;
  const values = [workspaceId, livemode, person];
  const [owners, shared, inForce, byHand] = await Promise.all([
    queryRows(ownerRow, {
      text: `select o.connection_id as "connectionId", c.name as "connectionName", o.id, o.claims
        from ledger_owner o join connection c on c.workspace_id = $1 and c.id = o.connection_id
        where o.workspace_id = $1 and o.livemode = $2 and o.person_id = $3 order by 1, 3`,
      values,
    }),
    queryRows(sharedRow, {
      text: `select distinct s.connection_id as "connectionId", s.identifier from ledger_owner o
        join shared_identifier s on s.workspace_id = $1 and s.connection_id = o.connection_id and s.livemode = $2 and s.identifier = any(o.identifiers)
        where o.workspace_id = $1 and o.livemode = $2 and o.person_id = $3`,
      values,
    }),
    inTransaction((tx) => loadIdentityInForce(tx, workspaceId)),
    loadByHand(whose),
  ]);
  const isShared = new Set(shared.map(({ connectionId, identifier }) => `${connectionId} ${identifier}`));
  const said = owners.flatMap((owner) =>
    owner.claims.flatMap((claim) => {
      const found = identifierOf(claim, inForce.mapping(owner.connectionId));
      return found ? [{ ...found, owner, claim, key: `${found.kind}:${found.value}` }] : [];
    }),
  );
  const identifiers = [...groupBy(said, ({ key }) => key)].map(([key, list]): Identifier => {
    const [{ kind, value } = { kind: 'id' as const, value: key }] = list;
    return {
      ...{ kind, value, since: null, by: null },
      isShared: list.some(({ owner }) => isShared.has(`${owner.connectionId} ${key}`)),
      evidence: list.map(({ owner, claim }) => evidenceOf(owner, claim, livemode)).sort(newestFirst),
    };
  });
  return [...byHand, ...identifiers.sort((a, b) => rank(a) - rank(b) || (a.value < b.value ? -1 : 1))];
}

/** What is still said before what is not, ids before addresses. */
const rank = ({ kind, evidence }: Identifier) =>
  (evidence.some(({ isStillSaid }) => isStillSaid) ? 0 : 2) + (kind === 'email' ? 1 : 0);

const newestFirst = (a: Identifier['evidence'][number], b: Identifier['evidence'][number]) =>
  Number(b.isStillSaid) - Number(a.isStillSaid) || (a.lastAt < b.lastAt ? 1 : -1);

/** The identifier that a claim comes to under these rules; null for metadata that none reads, and for what names nobody. */
function identifierOf({ field, value }: Claim, { rules, settings }: Mapping) {
  if (EMAIL_FIELDS.some((name) => name === field)) {
    const email = normaliseEmail(value, settings);
    return email === null ? null : { kind: 'email' as const, value: email };
  }
  const isRead = rules.some(
    (rule) => (rule.kind === 'metadata' && field === `metadata.${rule.key}`) || rule.kind === field,
  );
  const id = isRead ? normaliseId(value, settings) : null;
  return id === null ? null : { kind: 'id' as const, value: id };
}

const iso = (seconds: number) => new Date(seconds * 1000).toISOString();

const TYPES = [
  ['sub_', 'subscription'],
  ['cs_', 'checkout_session'],
  ['pi_', 'payment_intent'],
  ['in_', 'invoice'],
  ['cus_', 'customer'],
] as const;

function evidenceOf({ connectionId, connectionName, id }: Owner, claim: Claim, livemode: boolean) {
  const type = TYPES.find(([prefix]) => claim.object.startsWith(prefix))?.[1] ?? 'charge';
  return {
    ...{ connectionId, connectionName, customerId: id },
    ...{ on: claim.on, field: claim.field, value: claim.value },
    object: stripeObject(type, claim.object, livemode),
    firstAt: iso(claim.first),
    lastAt: iso(claim.last),
    isStillSaid: !claim.past,
  };
}

const handRow = z.object({
  kind: z.enum(['alias', 'pin']),
  value: z.string(),
  since: z.date(),
  by: z.string().nullable(),
});

/** Aliases of the person, and its customers that somebody linked, with who last said so. */
async function loadByHand({ workspaceId, livemode, person }: Whose): Promise<Identifier[]> {
  const rows = await queryRows(handRow, {
    text: `select h.kind, h.value, h.since, u.email as by
      from (
        select 'alias' as kind, alias_id as value, created_at as since, null as connection_id from person_alias
        where workspace_id = $1 and livemode = $2 and person_id = $3
        union all
        select 'pin', p.owner_id, p.created_at, p.connection_id from ledger_owner o
        join identity_pin p on p.workspace_id = $1 and p.connection_id = o.connection_id and p.owner_id = o.id and p.person_id is not null
        where o.workspace_id = $1 and o.livemode = $2 and o.person_id = $3
      ) h
      left join lateral (
        select created_by_id from identity_action a where a.workspace_id = $1 and a.livemode = $2 and a.subject = h.value
          and a.connection_id is not distinct from h.connection_id and a.undone_at is null and a.kind in ('link', 'unlink', 'merge', 'alias')
        order by a.created_at desc limit 1
      ) a on true
      left join app_user u on u.id = a.created_by_id
      order by 1, 2`,
    values: [workspaceId, livemode, person],
  });
  return rows.map(({ since, ...row }) => ({ ...row, since: since.toISOString(), isShared: false, evidence: [] }));
}
