import { resourceMissing } from '../core/errors';
import type { ListObject, ListQuery } from '../core/list';
import type { Sandbox } from '../core/sandbox';
import type { Invoice } from '../objects/invoice';
import type { LineItem } from '../objects/line-item';

/** All lines of an invoice, in the order in which they stand on it. */
export function listLines(sandbox: Sandbox, invoice: Invoice, query: ListQuery): ListObject<LineItem> {
  const lines = sandbox.store.lines.get(invoice.id) ?? [];
  const limit = query.limit ?? 10;
  const url = `/v1/invoices/${invoice.id}/lines`;
  const at = (cursor: string, param: string) => {
    const index = lines.findIndex(({ id }) => id === cursor);
    if (index < 0) throw resourceMissing('line item', cursor, param);
    return index;
  };
  if (query.ending_before !== undefined) {
    const end = at(query.ending_before, 'ending_before');
    const start = Math.max(0, end - limit);
    return { object: 'list', url, has_more: start > 0, data: lines.slice(start, end) };
  }
  const start = query.starting_after === undefined ? 0 : at(query.starting_after, 'starting_after') + 1;
  return { object: 'list', url, has_more: start + limit < lines.length, data: lines.slice(start, start + limit) };
}
