import { z } from 'zod';

/** Which page of a workspace's conflicts. */
export interface ConflictScope {
  workspaceId: string;
  livemode: boolean;
  /** In lower case; "" for all. */
  search: string;
  /** The key of the last one before it; [] for the first page. */
  after: string[];
  limit: number;
}

/** A customer as it stands beside a conflict. */
export const customerRow = z.object({
  connectionId: z.string(),
  customerId: z.string(),
  name: z.string().nullable(),
  email: z.string().nullable(),
  personId: z.string(),
  resolvedBy: z.string(),
});

/** Its columns, of `ledger_owner o`. */
export const CUSTOMER = `o.connection_id as "connectionId", o.id as "customerId", o.name, o.email, o.person_id as "personId", o.resolved_by as "resolvedBy"`;
