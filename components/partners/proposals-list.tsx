'use client';

import { Button, Group, SegmentedControl, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { parseAsStringLiteral, useQueryState } from 'nuqs';
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

const SHOWN = ['open', 'decided'] as const;

/** What was paid never changes by itself: somebody says of each change whether it is made. */
export function ProposalsList({ mayDecide, timeZone }: { mayDecide: boolean; timeZone: string }) {
  const [shown, setShown] = useQueryState('status', parseAsStringLiteral(SHOWN).withDefault('open'));
  const { data, error, isPending } = useQuery(proposalsQuery(shown));
  return (
    <Stack gap="sm">
      <Group>
        <SegmentedControl
          size="xs"
          aria-label="Which proposals"
          transitionDuration={0}
          data={[
            { value: 'open', label: 'Waiting' },
            { value: 'decided', label: 'Decided' },
          ]}
          value={shown}
          onChange={setShown}
        />
      </Group>
      <QueryFailure error={error} />
      {isPending && <ReportSkeleton />}
      {data?.proposals.length === 0 &&
        (shown === 'open' ? (
          <EmptyState title="Nothing waits for a decision">
            When a rule or an attribution changes, commissions that were paid already are left alone, and the change is
            proposed here.
          </EmptyState>
        ) : (
          <EmptyState title="Nothing was decided yet">
            Changes that were accepted or dismissed are kept here, with who decided.
          </EmptyState>
        ))}
      {data && data.proposals.length > 0 && (
        <ProposalsTable proposals={data.proposals} mayDecide={mayDecide && shown === 'open'} timeZone={timeZone} />
      )}
    </Stack>
  );
}

interface TableProps {
  proposals: readonly Proposal[];
  mayDecide: boolean;
  timeZone: string;
}

function ProposalsTable({ proposals, mayDecide, timeZone }: TableProps) {
  const isDecided = proposals.some(({ decidedAt }) => decidedAt !== null);
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
          {isDecided && <Table.Th>Decided</Table.Th>}
          {mayDecide && <Table.Th>Decide</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {proposals.map((proposal) => (
          <Row key={proposal.id} proposal={proposal} mayDecide={mayDecide} timeZone={timeZone} />
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}

function Row({ proposal, mayDecide, timeZone }: { proposal: Proposal; mayDecide: boolean; timeZone: string }) {
  const { commission, earningsMinor, proposedMinor, reason, createdAt, status, decidedAt, decidedBy } = proposal;
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
      {decidedAt && (
        <Table.Td>
          {status === 'accepted' ? 'Accepted' : 'Dismissed'} {formatInstant(decidedAt, timeZone)}
          {decidedBy && (
            <Text size="xs" c="dimmed">
              {decidedBy}
            </Text>
          )}
        </Table.Td>
      )}
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
