import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { DEFAULT_RULES, type IdentityRule, identityRules } from './types';

export interface IdentityPerson {
  ownerId: string;
  email: string | null;
  name: string | null;
  personId: string;
  resolvedBy: string;
}

export interface Identity {
  /** 0 while the default rules are in force. */
  version: number;
  rules: IdentityRule[];
  customers: number;
  /** Resolved by a rule: the provisional ones are not in it. */
  matched: number;
  byRule: { rule: string; customers: number }[];
  /** Metadata keys that customers really carry, `user_id` first, then by how many. */
  metadataKeys: { key: string; customers: number; samples: string[] }[];
  people: IdentityPerson[];
  unresolved: IdentityPerson[];
}

const mappingRow = z.object({ version: z.number(), rules: identityRules });
const ruleRow = z.object({ rule: z.string(), customers: z.bigint() });
const keyRow = z.object({ key: z.string(), customers: z.bigint(), samples: z.array(z.string()) });
const personRow = z.object({
  ownerId: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  personId: z.string(),
  resolvedBy: z.string(),
});

const SAMPLE = 20;
const FALLBACK = 'fallback';
const PERSON = 'id as "ownerId", email, name, person_id as "personId", resolved_by as "resolvedBy"';
/** Nothing of test mode is counted or resolved into live. */
const SCOPE = 'workspace_id = $1 and connection_id = $2 and livemode';

/** How the connection's live customers resolve under the rules in force. */
export async function loadIdentity(workspaceId: string, connectionId: string): Promise<Identity> {
  const values = [workspaceId, connectionId];
  const [[mapping], byRule, keys, people, unresolved] = await Promise.all([
    queryRows(mappingRow, {
      text: 'select version, rules from identity_mapping where workspace_id = $1 and connection_id = $2 and applied_at is not null order by version desc limit 1',
      values,
    }),
    queryRows(ruleRow, {
      text: `select resolved_by as rule, count(*) as customers from ledger_owner where ${SCOPE} group by 1 order by 2 desc, 1`,
      values,
    }),
    queryRows(keyRow, {
      text: `select key, count(*) as customers, (array_agg(distinct left(value, 60)))[1:3] as samples
        from ledger_owner, jsonb_each_text(metadata) as m(key, value) where ${SCOPE} and btrim(value) <> ''
        group by key order by key = 'user_id' desc, 2 desc, key limit 50`,
      values,
    }),
    queryRows(personRow, {
      text: `select ${PERSON} from ledger_owner where ${SCOPE} and resolved_by <> $3 order by created_at desc nulls last, id limit ${SAMPLE}`,
      values: [...values, FALLBACK],
    }),
    queryRows(personRow, {
      text: `select ${PERSON} from ledger_owner where ${SCOPE} and resolved_by = $3 order by created_at desc nulls last, id limit 100`,
      values: [...values, FALLBACK],
    }),
  ]);
  const counts = byRule.map(({ rule, customers }) => ({ rule, customers: Number(customers) }));
  const sum = (list: typeof counts) => list.reduce((total, { customers }) => total + customers, 0);
  return {
    version: mapping?.version ?? 0,
    rules: mapping?.rules ?? DEFAULT_RULES,
    customers: sum(counts),
    matched: sum(counts.filter(({ rule }) => rule !== FALLBACK)),
    byRule: counts,
    metadataKeys: keys.map((row) => ({ ...row, customers: Number(row.customers) })),
    people,
    unresolved,
  };
}
