import { allPages } from '@/components/reports/csv/all-pages';
import { type CsvTable, csvFigure } from '@/components/reports/csv/csv-text';
import type { LinkList } from '@/lib/links/link-shapes';
import { type LinksView, readLinks } from './link-queries';

const HEADER = [
  ...['Short link', 'Leads to', 'Title', 'Campaign', 'Source', 'Medium', 'Partner'],
  ...['Clicks', 'Leads', 'Paying customers', 'Sales', 'Net revenue', 'Currency'],
  ...['Tracks conversions', 'Archived', 'Expires', 'Made'],
];

/** All links that a view finds, not only those that are shown. */
export async function linksCsv(view: LinksView): Promise<CsvTable> {
  const pages = await allPages(
    (cursor) => readLinks(view, cursor),
    (page) => page.nextCursor,
  );
  return { header: HEADER, rows: pages.flatMap(rowsOf) };
}

const rowsOf = ({ links, currency }: LinkList): CsvTable['rows'] =>
  links.map((link) => [
    ...[link.shortUrl, link.url, link.title, link.campaign, link.source, link.medium, link.partnerName],
    ...[link.figures.clicks, link.figures.leads, link.figures.conversions, link.figures.sales],
    ...[csvFigure(link.figures.netRevenueMinor, { unit: 'money', currency }), currency.toUpperCase()],
    ...[yesNo(link.trackConversion), yesNo(link.archived), link.expiresAt, link.createdAt],
  ]);

const yesNo = (value: boolean) => (value ? 'yes' : 'no');
