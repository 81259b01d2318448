'use client';

import { Anchor, Button, Group, Stack, Table, Text } from '@mantine/core';
import { IconPencil } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { formatInstant } from '@/components/format/format-instant';
import type { ListedLink } from '@/lib/links/link-shapes';
import type { Mode } from '@/lib/reports/types';
import { CopyButton } from './copy-button';
import { LinkDialogs, type Opened } from './link-dialogs';
import { LinkFacts } from './link-facts';
import type { PartnerChoice } from './link-form';
import { LINKS } from './link-href';
import { LinkMenu } from './link-menu';
import { LinkState } from './link-state';
import classes from './links.module.css';

interface Props {
  link: ListedLink;
  currency: string;
  timeZone: string;
  mode: Mode;
  /** ISO 8601. */
  now: string;
  mayEdit: boolean;
  partners: PartnerChoice[];
  origin: string;
}

/** What a link is, what it brought, and what can be done with it. */
export function LinkDetail({ link, currency, timeZone, mode, now, mayEdit, partners, origin }: Props) {
  const [opened, open] = useState<Opened>(null);
  const router = useRouter();
  return (
    <Stack gap="md">
      <Group gap="xs">
        <Text ff="monospace" size="sm" style={{ overflowWrap: 'anywhere' }}>
          {link.shortUrl}
        </Text>
        <CopyButton value={link.shortUrl} label="Copy short link" />
        <LinkState link={link} now={now} />
        <Group gap={4} ml="auto">
          {mayEdit && (
            <Button
              size="xs"
              variant="default"
              leftSection={<IconPencil size={14} aria-hidden />}
              onClick={() => open({ what: 'edit', link })}
            >
              Edit
            </Button>
          )}
          <LinkMenu
            {...{ link, mayEdit }}
            onQr={() => open({ what: 'qr', link })}
            onEdit={() => open({ what: 'edit', link })}
            onDeleted={() => router.push(LINKS)}
          />
        </Group>
      </Group>
      <LinkFacts {...{ link, currency, mode }} />
      <Table variant="vertical" fz="sm" withTableBorder>
        <Table.Tbody>
          <Table.Tr>
            <Table.Th w={140}>Leads to</Table.Th>
            <Table.Td style={{ overflowWrap: 'anywhere' }}>
              <Anchor href={link.url} target="_blank" rel="noreferrer" size="sm" underline="always">
                {link.url}
              </Anchor>
            </Table.Td>
          </Table.Tr>
          <Row label="Campaign">
            {[link.campaign, link.source, link.medium, link.term, link.content].filter(Boolean).join(' / ')}
          </Row>
          <Row label="Partner">{link.partnerName}</Row>
          <Row label="Conversions">
            {link.trackConversion ? 'Credited to its clicks' : 'Not tracked: clicks are only counted'}
          </Row>
          {link.clientReference && <Row label="Payment Link">The click is added as client_reference_id</Row>}
          {link.expiresAt && (
            <Row label="Expires">
              {formatInstant(link.expiresAt, timeZone)}
              {link.expiredUrl && `, then leads to ${link.expiredUrl}`}
            </Row>
          )}
          <Row label="Made">{formatInstant(link.createdAt, timeZone)}</Row>
          {link.externalId && <Row label="External id">{link.externalId}</Row>}
        </Table.Tbody>
      </Table>
      <LinkDialogs opened={opened} onClose={() => open(null)} {...{ partners, origin }} />
    </Stack>
  );
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <Table.Tr>
      <Table.Th w={140}>{label}</Table.Th>
      <Table.Td className={classes.wide}>{children || '–'}</Table.Td>
    </Table.Tr>
  );
}
