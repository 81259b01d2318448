import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { DEFAULT_MAPPING, identityRules, identitySettings, type Mapping } from './types';

/** The rules of a connection that are in force; version 0 are the default ones. */
export interface MappingInForce extends Mapping {
  version: number;
}

/** Whose customers are counted, and how. */
interface Counted {
  workspaceId: string;
  connectionId: string;
  feeHandling: 'net_of_fees' | 'gross';
}

export interface MatchRate {
  customers: number;
  /** Net revenue of all time, in minor units of the reporting currency. */
  revenueMinor: number;
  byRule: { rule: string; customers: number; revenueMinor: number }[];
  /** Of those no rule finds, the ones that came within the last seven days. */
  recent: number;
}

/** What objects of customers say of who these are. */
export interface SeenField {
  /** "metadata.user_id", "client_reference_id" or a member with an e-mail address. */
  field: string;
  customers: number;
  samples: string[];
  /** The kinds of objects that say it. */
  places: string[];
}

export interface UnresolvedCustomer {
  ownerId: string;
  email: string | null;
  name: string | null;
  personId: string;
  /** Metadata keys that its objects carry, which a rule could name. */
  keys: string[];
}

const FALLBACK = 'fallback';
/** Nothing of test mode is counted or resolved into live. */
const SCOPE = 'o.workspace_id = $1 and o.connection_id = $2 and o.livemode';
const SHOWN = 100;

const mappingRow = z.object({ version: z.number(), rules: identityRules, settings: identitySettings });

export async function loadMapping(workspaceId: string, connectionId: string): Promise<MappingInForce> {
  const [mapping] = await queryRows(mappingRow, {
    text: `select version, rules, settings from identity_mapping
      where workspace_id = $1 and connection_id = $2 and applied_at is not null order by version desc limit 1`,
    values: [workspaceId, connectionId],
  });
  return mapping ?? { ...DEFAULT_MAPPING, version: 0 };
}

const toNumber = z.bigint().transform(Number);
const ruleRow = z.object({ rule: z.string(), customers: toNumber, revenueMinor: toNumber, recent: toNumber });

/**
 * How many of the connection's live customers, and of what they paid, a rule in force finds a person for; guests count where
 * they bought.
 */
export async function loadMatchRate({ workspaceId, connectionId, feeHandling }: Counted): Promise<MatchRate> {
  const revenue = feeHandling === 'gross' ? 'o.revenue_minor' : 'o.revenue_minor - o.fee_minor';
  const byRule = await queryRows(ruleRow, {
    text: `select o.resolved_by as rule, count(*) as customers, coalesce(sum(${revenue}), 0)::bigint as "revenueMinor",
        count(*) filter (where o.created_at > now() - interval '7 days') as recent
      from ledger_owner o
      where ${SCOPE} and (not o.guest or exists (
        select from sale s where s.workspace_id = o.workspace_id and s.connection_id = o.connection_id and s.owner_id = o.id))
      group by 1 order by o.resolved_by = '${FALLBACK}', 2 desc, 1`,
    values: [workspaceId, connectionId],
  });
  return {
    customers: byRule.reduce((sum, { customers }) => sum + customers, 0),
    revenueMinor: byRule.reduce((sum, { revenueMinor }) => sum + revenueMinor, 0),
    byRule: byRule.map(({ rule, customers, revenueMinor }) => ({ rule, customers, revenueMinor })),
    recent: byRule.find(({ rule }) => rule === FALLBACK)?.recent ?? 0,
  };
}

const fieldRow = z.object({
  field: z.string(),
  customers: toNumber,
  samples: z.array(z.string()),
  places: z.array(z.string()),
});
const CLAIMS = 'jsonb_to_recordset(o.claims) as c("on" text, field text, value text, past boolean)';

/** What could name a customer's person, the commonest first; a click's id cannot. */
export const loadSeenFields = (workspaceId: string, connectionId: string): Promise<SeenField[]> =>
  queryRows(fieldRow, {
    text: `select c.field, count(distinct o.id) as customers, (array_agg(distinct left(c.value, 60)))[1:3] as samples,
        array_agg(distinct c."on") as places
      from ledger_owner o, ${CLAIMS}
      where ${SCOPE} and c.past is null and not (c.field = 'client_reference_id' and c.value like 'dub\\_id\\_%')
      group by 1 order by 2 desc, 1 limit 200`,
    values: [workspaceId, connectionId],
  });

const unresolvedRow = z.object({
  ownerId: z.string(),
  email: z.string().nullable(),
  name: z.string().nullable(),
  personId: z.string(),
  keys: z.array(z.string()),
});

/** Live customers that no rule finds, the newest hundred. */
export const loadUnresolved = (workspaceId: string, connectionId: string): Promise<UnresolvedCustomer[]> =>
  queryRows(unresolvedRow, {
    text: `select o.id as "ownerId", o.email, o.name, o.person_id as "personId",
        array(select distinct substr(c.field, 10) from ${CLAIMS} where c.field like 'metadata.%' and c.past is null order by 1) as keys
      from ledger_owner o where ${SCOPE} and o.resolved_by = $3 order by o.created_at desc nulls last, o.id limit ${SHOWN}`,
    values: [workspaceId, connectionId, FALLBACK],
  });
