'use client';

import { Table, Text } from '@mantine/core';
import clsx from 'clsx';
import { TableFrame } from '@/components/admin/table-frame';
import { TextLink } from '@/components/admin/text-link';
import type { Partner } from '@/lib/partners/shapes';
import type { Mode } from '@/lib/reports/types';
import { Money } from './money';
import { commissionsHref, partnerHref } from './partner-href';
import classes from './partners.module.css';
import { sumTotals, type TotalKey } from './sum-totals';

const FIGURES = [
  { key: 'earnedMinor', label: 'Earned', figure: 'earned' },
  { key: 'pendingMinor', label: 'Pending', figure: 'pending' },
  { key: 'approvedMinor', label: 'Approved', figure: 'approved' },
  { key: 'paidMinor', label: 'Paid', figure: 'paid' },
] as const satisfies { key: TotalKey; label: string; figure: string }[];

interface Props {
  partners: readonly Partner[];
  mode: Mode;
  /** Whether these are all there are. */
  isAll: boolean;
}

/** A row opens its partner, every amount the commissions it consists of; the last row adds them up. */
export function PartnersTable({ partners, mode, isAll }: Props) {
  const sum = (of: (partner: Partner) => number) => partners.reduce((total, one) => total + of(one), 0);
  return (
    <TableFrame label="Partners" minWidth={900} phoneMinWidth={760}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th className={classes.name}>Partner</Table.Th>
          <Table.Th className={clsx(classes.number, classes.wideOnly)}>Links</Table.Th>
          <Table.Th className={classes.wideOnly}>Codes</Table.Th>
          <Table.Th className={classes.number}>Customers</Table.Th>
          <Table.Th className={classes.number}>Rewarded sales</Table.Th>
          <Table.Th className={classes.number}>Rewarded leads</Table.Th>
          {FIGURES.map(({ label }) => (
            <Table.Th key={label} className={classes.number}>
              {label}
            </Table.Th>
          ))}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {partners.map((partner) => (
          <PartnerRow key={partner.id} partner={partner} mode={mode} />
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr className={classes.total}>
          <Table.Th scope="row">{isAll ? 'Total' : 'Total of these'}</Table.Th>
          <Table.Td className={clsx(classes.number, classes.wideOnly)}>{sum(({ links }) => links)}</Table.Td>
          <Table.Td className={classes.wideOnly}>{sum(({ codes }) => codes.length)}</Table.Td>
          <Table.Td className={classes.number}>{sum(({ customers }) => customers)}</Table.Td>
          <Table.Td className={classes.number}>{sum(({ sales }) => sales)}</Table.Td>
          <Table.Td className={classes.number}>{sum(({ leads }) => leads)}</Table.Td>
          {FIGURES.map(({ key }) => (
            <Table.Td key={key} className={classes.number}>
              <Amounts totals={sumTotals(partners)} figure={key} />
            </Table.Td>
          ))}
        </Table.Tr>
      </Table.Tfoot>
    </TableFrame>
  );
}

function PartnerRow({ partner, mode }: { partner: Partner; mode: Mode }) {
  const { id, name, email, links, codes, customers, sales, leads, totals, archivedAt } = partner;
  const events = (event: string, count: number) =>
    count === 0 ? (
      '0'
    ) : (
      <TextLink href={commissionsHref({ partner: id, event }, mode)} underline="hover">
        {count}
      </TextLink>
    );
  return (
    <Table.Tr>
      <Table.Td>
        <TextLink href={partnerHref(id, mode)} underline="hover">
          {name}
        </TextLink>
        {archivedAt && ' (archived)'}
        <Text size="xs" c="dimmed">
          {email}
        </Text>
      </Table.Td>
      <Table.Td className={clsx(classes.number, classes.wideOnly)}>{links}</Table.Td>
      <Table.Td className={classes.wideOnly}>
        {codes.map(({ code, promotionCodeId }) => code || promotionCodeId).join(', ') || '–'}
      </Table.Td>
      <Table.Td className={classes.number}>{customers}</Table.Td>
      <Table.Td className={classes.number}>{events('sale', sales)}</Table.Td>
      <Table.Td className={classes.number}>{events('lead', leads)}</Table.Td>
      {FIGURES.map(({ key, figure }) => (
        <Table.Td key={key} className={classes.number}>
          {totals.length === 0 ? (
            '–'
          ) : (
            <TextLink href={commissionsHref({ partner: id, figure }, mode)} underline="hover">
              <Amounts totals={totals} figure={key} />
            </TextLink>
          )}
        </Table.Td>
      ))}
    </Table.Tr>
  );
}

/** One below the other where there are several currencies. */
function Amounts({ totals, figure }: { totals: Partner['totals']; figure: TotalKey }) {
  if (totals.length === 0) return '–';
  return totals.map((one) => (
    <span key={one.currency} style={{ display: 'block' }}>
      <Money minor={one[figure]} currency={one.currency} />
    </span>
  ));
}
