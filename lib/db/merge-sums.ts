interface SumsTable {
  table: string;
  keys: readonly string[];
  sums: readonly string[];
  /** The sum that is zero where nothing is left behind the row. */
  counts: string;
}

/**
 * A statement that adds the rows of `source` (a query with the table's keys and sums, each key once) to a table of sums
 * and drops those that come to nothing.
 */
export function mergeSums({ table, keys, sums, counts }: SumsTable, source: string): string {
  const columns = [...keys, ...sums];
  return `merge into ${table} r using (${source}) d on ${keys.map((key) => `r.${key} = d.${key}`).join(' and ')}
    when matched and r.${counts} + d.${counts} = 0 then delete
    when matched then update set ${sums.map((sum) => `${sum} = r.${sum} + d.${sum}`).join(', ')}
    when not matched then insert (${columns.join(', ')}) values (${columns.map((column) => `d.${column}`).join(', ')})`;
}
