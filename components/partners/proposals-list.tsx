'use client';

import { Button, Group, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { EmptyState } from '@/components/admin/empty-state';
import { showFailure } from '@/components/admin/show-failure';
import { TableFrame } from '@/components/admin/table-frame';
import { formatInstant } from '@/components/format/format-instant';
import { ReportSkeleton } from '@/components/reports/report-skeleton';
import type { Proposal } from '@/lib/partners/shapes';
import { Money } from './money';
import { PARTNERS, proposalsQuery } from './partner-queries';
import classes from './partners.module.css';
import { QueryFailure } from './query-failure';
import { useChange } from './use-change';

/** What was paid never changes by itself: somebody says of each change whether it is made. */
export function ProposalsList({ mayDecide, timeZone }: { mayDecide: boolean; timeZone: string }) {
  const { data, error, isPending } = useQuery(proposalsQuery);
  if (error) return <QueryFailure error={error} />;
  if (isPending) return <ReportSkeleton />;
  if (data.proposals.length === 0)
    return (
      <EmptyState title="Nothing waits for a decision">
        When a rule or an attribution changes, commissions that were paid already are left alone, and the change is
        proposed here.
      </EmptyState>
    );
  return (
    <TableFrame label="Proposals" minWidth={860}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Partner</Table.Th>
          <Table.Th>Commission</Table.Th>
          <Table.Th>Why</Table.Th>
          <Table.Th className={classes.number}>Now</Table.Th>
          <Table.Th className={classes.number}>Proposed</Table.Th>
          <Table.Th>Since</Table.Th>
          {mayDecide && <Table.Th>Decide</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {data.proposals.map((proposal) => (
          <Row key={proposal.id} proposal={proposal} mayDecide={mayDecide} timeZone={timeZone} />
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}

function Row({ proposal, mayDecide, timeZone }: { proposal: Proposal; mayDecide: boolean; timeZone: string }) {
  const { commission, earningsMinor, proposedMinor, reason, createdAt } = proposal;
  return (
    <Table.Tr>
      <Table.Td>{commission.partner.name}</Table.Td>
      <Table.Td>
        <Stack gap={0}>
          {commission.rule.name}
          <Text size="xs" c="dimmed" ff="monospace">
            {commission.sourceId}
          </Text>
        </Stack>
      </Table.Td>
      <Table.Td>{reason}</Table.Td>
      <Table.Td className={classes.number}>
        <Money minor={earningsMinor} currency={commission.currency} />
      </Table.Td>
      <Table.Td className={classes.number}>
        <Money minor={proposedMinor} currency={commission.currency} />
      </Table.Td>
      <Table.Td>{formatInstant(createdAt, timeZone)}</Table.Td>
      {mayDecide && (
        <Table.Td>
          <DecisionButtons proposal={proposal} />
        </Table.Td>
      )}
    </Table.Tr>
  );
}

function DecisionButtons({ proposal: { id, commission } }: { proposal: Proposal }) {
  const change = useChange();
  const [busy, setBusy] = useState(false);
  const decide = async (decision: 'accept' | 'dismiss') => {
    setBusy(true);
    await change('POST', `${PARTNERS}/proposals/${id}`, { decision }).catch(showFailure);
    setBusy(false);
  };
  const of = `of ${commission.partner.name} for ${commission.sourceId}`;
  return (
    <Group gap={4} wrap="nowrap">
      <Button
        size="compact-xs"
        variant="default"
        disabled={busy}
        aria-label={`Accept the change ${of}`}
        onClick={() => decide('accept')}
      >
        Accept
      </Button>
      <Button
        size="compact-xs"
        variant="subtle"
        color="gray"
        disabled={busy}
        aria-label={`Dismiss the change ${of}`}
        onClick={() => decide('dismiss')}
      >
        Dismiss
      </Button>
    </Group>
  );
}
