import { allPages } from '@/components/reports/csv/all-pages';
import { type CsvTable, csvFigure } from '@/components/reports/csv/csv-text';
import type { Commission, Partner } from '@/lib/partners/shapes';
import type { Mode } from '@/lib/reports/types';
import { type CommissionView, readCommissions, readPartners } from './partner-queries';

/** All partners that are found, a line for each currency in which they earned. */
export async function partnersCsv(mode: Mode, search: string): Promise<CsvTable> {
  const pages = await allPages(
    (cursor) => readPartners(mode, search, cursor),
    (page) => page.nextCursor,
  );
  return {
    header: [
      ...['Partner', 'E-mail', 'Links', 'Codes', 'Customers', 'Rewarded sales', 'Rewarded leads', 'Archived'],
      ...['Currency', 'Earned', 'Pending', 'Approved', 'Paid'],
    ],
    rows: pages.flatMap(({ partners }) => partners.flatMap(partnerRows)),
  };
}

function partnerRows({ name, email, links, codes, customers, sales, leads, archivedAt, totals }: Partner) {
  const own = [
    ...[name, email, links, codes.map(({ code, promotionCodeId }) => code || promotionCodeId).join(' ')],
    ...[customers, sales, leads, archivedAt],
  ];
  if (totals.length === 0) return [[...own, null, null, null, null, null]];
  return totals.map(({ currency, earnedMinor, pendingMinor, approvedMinor, paidMinor }) => [
    ...own,
    currency.toUpperCase(),
    ...[earnedMinor, pendingMinor, approvedMinor, paidMinor].map((minor) =>
      csvFigure(minor, { unit: 'money', currency }),
    ),
  ]);
}

/** All commissions that a view finds. */
export async function commissionsCsv(view: CommissionView): Promise<CsvTable> {
  const pages = await allPages(
    (cursor) => readCommissions(view, cursor),
    (page) => page.nextCursor,
  );
  return {
    header: [
      ...['Commission', 'When', 'For', 'Sale or lead', 'Partner', 'Customer', 'Person', 'Rule', 'Currency', 'Base'],
      ...['Earned', 'Paid', 'Status', 'Flags', 'Held until'],
    ],
    rows: pages.flatMap(({ commissions }) => commissions.map(commissionRow)),
  };
}

function commissionRow(one: Commission): CsvTable['rows'][number] {
  const { currency } = one;
  const amount = (minor: number) => csvFigure(minor, { unit: 'money', currency });
  return [
    ...[one.id, one.occurredAt, one.event, one.sourceId, one.partner.name, one.customer, one.person, one.rule.name],
    ...[currency.toUpperCase(), amount(one.baseMinor), amount(one.earningsMinor), amount(one.paidMinor)],
    ...[one.status, one.flags.join(' '), one.holdUntil],
  ];
}
