'use client';

import { Table, Text } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import { TextLink } from '@/components/admin/text-link';
import type { PartnerLink } from '@/lib/partner-portal/load-partner-links';
import type { Mode } from '@/lib/reports/types';
import { linkHref } from '../links/link-href';
import classes from './partners.module.css';

interface Props {
  links: readonly PartnerLink[];
  /** Where a link opens; nowhere on the partner's own page. */
  mode?: Mode;
}

/** What each link of a partner brought; the last row adds it up. */
export function PartnerLinksTable({ links, mode }: Props) {
  if (links.length === 0) return <Text size="sm">There is none yet.</Text>;
  const sum = (of: (link: PartnerLink) => number) => links.reduce((total, link) => total + of(link), 0);
  return (
    <TableFrame label="Links" minWidth={480}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Link</Table.Th>
          <Table.Th className={classes.number}>Clicks</Table.Th>
          <Table.Th className={classes.number}>Leads</Table.Th>
          <Table.Th className={classes.number}>Sales</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {links.map(({ id, shortUrl, title, clicks, leads, sales }) => (
          <Table.Tr key={id}>
            <Table.Td>
              {mode === undefined ? shortUrl : <TextLink href={linkHref(id, mode)}>{shortUrl}</TextLink>}
              {title && (
                <Text size="xs" c="dimmed">
                  {title}
                </Text>
              )}
            </Table.Td>
            <Table.Td className={classes.number}>{clicks}</Table.Td>
            <Table.Td className={classes.number}>{leads}</Table.Td>
            <Table.Td className={classes.number}>{sales}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        <Table.Tr className={classes.total}>
          <Table.Th scope="row">Total</Table.Th>
          <Table.Td className={classes.number}>{sum(({ clicks }) => clicks)}</Table.Td>
          <Table.Td className={classes.number}>{sum(({ leads }) => leads)}</Table.Td>
          <Table.Td className={classes.number}>{sum(({ sales }) => sales)}</Table.Td>
        </Table.Tr>
      </Table.Tfoot>
    </TableFrame>
  );
}
