import { exponentOf } from '@/lib/money/currencies';
import { asDecimal } from '@/lib/money/format';
import { allPages } from '../reports/csv/all-pages';
import type { CsvTable } from '../reports/csv/csv-text';
import { readSpend } from './spend-query';

/** All that was spent, under the headers by which an import knows it. */
export async function spendCsv(): Promise<CsvTable> {
  const pages = await allPages(readSpend, (page) => page.next);
  return {
    header: ['day', 'source', 'medium', 'campaign', 'reference', 'currency', 'amount'],
    rows: pages.flatMap(({ rows }) =>
      rows.map(({ day, source, medium, campaign, reference, currency, amountMinor }) => [
        ...[day, source, medium, campaign, reference, currency],
        asDecimal(BigInt(amountMinor), exponentOf(currency)),
      ]),
    ),
  };
}
