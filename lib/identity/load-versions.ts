import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import { identityRules, identitySettings } from './types';

const versionRow = z.object({
  version: z.number(),
  rules: identityRules,
  settings: identitySettings,
  /** Name or address of whoever saved it; null for somebody who has gone, and for the API. */
  author: z.string().nullable(),
  reason: z.string().nullable(),
  restores: z.number().nullable(),
  createdAt: z.date().transform((at) => at.toISOString()),
  /** Null while its customers are being resolved. */
  appliedAt: z
    .date()
    .transform((at) => at.toISOString())
    .nullable(),
  done: z.number(),
  total: z.number(),
  moved: z.number(),
  problem: z.string().nullable(),
  inForce: z.boolean(),
});
export type MappingVersion = z.output<typeof versionRow>;

/** The rules that a connection had and has, the newest first. The default ones before them are version 0 and not listed. */
export const loadVersions = (workspaceId: string, connectionId: string): Promise<MappingVersion[]> =>
  queryRows(versionRow, {
    text: `select m.version, m.rules, m.settings, coalesce(u.name, u.email) as author, m.reason, m.restores,
        m.created_at as "createdAt", m.applied_at as "appliedAt", m.done, m.total, m.moved, m.problem,
        coalesce(m.version = max(m.version) filter (where m.applied_at is not null) over (), false) as "inForce"
      from identity_mapping m left join app_user u on u.id = m.created_by_id
      where m.workspace_id = $1 and m.connection_id = $2 order by m.version desc`,
    values: [workspaceId, connectionId],
  });
