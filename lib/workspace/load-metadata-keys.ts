import { z } from 'zod';
import { queryRows } from '@/lib/db/query-rows';
import type { MetadataKey } from './metadata-keys';

const row = z.object({ key: z.string(), customers: z.bigint(), values: z.bigint() });

/** The metadata keys that customers really carry, by how many; and the chosen ones, whether any does or not. */
export async function loadMetadataKeys(workspaceId: string, chosen: readonly string[]): Promise<MetadataKey[]> {
  const rows = await queryRows(row, {
    text: `select key, count(*) as customers, count(distinct value) as values
      from ledger_owner o, jsonb_each_text(o.metadata) as m(key, value)
      where o.workspace_id = $1 and btrim(value) <> '' group by key order by 2 desc, key limit 50`,
    values: [workspaceId],
  });
  const found = rows.map(({ key, customers, values }) => ({
    key,
    customers: Number(customers),
    values: Number(values),
  }));
  const missing = chosen.filter((key) => !found.some((one) => one.key === key));
  return [...found, ...missing.map((key) => ({ key, customers: 0, values: 0 }))];
}
