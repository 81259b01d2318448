'use client';

import { Group, Switch, Table, Text, VisuallyHidden } from '@mantine/core';
import clsx from 'clsx';
import { TableFrame } from '@/components/admin/table-frame';
import { TextLink } from '@/components/admin/text-link';
import { useFormat } from '@/components/format/use-format';
import type { ListedLink } from '@/lib/links/link-shapes';
import { withoutUtm } from '@/lib/links/utm';
import type { Mode } from '@/lib/reports/types';
import { CopyButton } from './copy-button';
import { linkHref } from './link-href';
import { LinkMenu } from './link-menu';
import { LinkState } from './link-state';
import classes from './links.module.css';
import { useLinkChanges } from './use-link-changes';

interface Props {
  links: readonly ListedLink[];
  currency: string;
  mode: Mode;
  mayEdit: boolean;
  /** ISO 8601, as the server had it. */
  now: string;
  onQr: (link: ListedLink) => void;
  onEdit: (link: ListedLink) => void;
}

export function LinksTable({ links, currency, mode, mayEdit, now, onQr, onEdit }: Props) {
  const money = useFormat({ unit: 'money', currency });
  const count = useFormat({ unit: 'count', currency });
  const { trackConversion } = useLinkChanges();
  return (
    <TableFrame label="Links" minWidth={960} phoneMinWidth={680}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Short link</Table.Th>
          <Table.Th className={classes.wideOnly}>Leads to</Table.Th>
          <Table.Th className={classes.wideOnly}>Campaign</Table.Th>
          <Table.Th className={classes.wideOnly}>Partner</Table.Th>
          <Table.Th className={classes.number}>Clicks</Table.Th>
          <Table.Th className={classes.number}>Leads</Table.Th>
          <Table.Th className={classes.number}>Sales</Table.Th>
          <Table.Th className={classes.number}>Net revenue</Table.Th>
          <Table.Th>Conversions</Table.Th>
          <Table.Th>State</Table.Th>
          <Table.Th>
            <VisuallyHidden>Actions</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {links.map((link) => (
          <Table.Tr key={link.id}>
            <Table.Td className={classes.short}>
              <Group gap={4} wrap="nowrap">
                <TextLink href={linkHref(link.id, mode)} underline="hover" className={classes.slug}>
                  /r/{link.slug}
                </TextLink>
                <CopyButton value={link.shortUrl} label={`Copy ${link.shortUrl}`} />
              </Group>
              {link.title && (
                <Text size="xs" c="dimmed">
                  {link.title}
                </Text>
              )}
            </Table.Td>
            <Table.Td className={clsx(classes.destination, classes.wideOnly)} title={link.url}>
              {withoutUtm(link.url).replace(/^https?:\/\//, '')}
            </Table.Td>
            <Table.Td className={clsx(classes.origin, classes.wideOnly)}>
              {link.campaign || '–'}
              <Text size="xs" c="dimmed">
                {[link.source, link.medium].filter(Boolean).join(' / ')}
              </Text>
            </Table.Td>
            <Table.Td className={clsx(classes.origin, classes.wideOnly)}>{link.partnerName ?? '–'}</Table.Td>
            <Table.Td className={classes.number}>{count(link.figures.clicks)}</Table.Td>
            <Table.Td className={classes.number}>{count(link.figures.leads)}</Table.Td>
            <Table.Td className={classes.number}>{count(link.figures.sales)}</Table.Td>
            <Table.Td className={classes.number}>{money(link.figures.netRevenueMinor)}</Table.Td>
            <Table.Td>
              <Switch
                size="xs"
                aria-label={`Track conversions of /r/${link.slug}`}
                checked={link.trackConversion}
                disabled={!mayEdit}
                onChange={(event) => trackConversion(link, event.currentTarget.checked)}
              />
            </Table.Td>
            <Table.Td className={classes.short}>
              <LinkState link={link} now={now} />
            </Table.Td>
            <Table.Td>
              <LinkMenu link={link} {...{ mayEdit, onQr, onEdit }} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
