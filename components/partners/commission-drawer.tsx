'use client';

import { Drawer, Skeleton, Stack, Table, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { CopyField } from '@/components/admin/copy-field';
import { TableFrame } from '@/components/admin/table-frame';
import { TextLink } from '@/components/admin/text-link';
import { formatInstant } from '@/components/format/format-instant';
import { personHref } from '@/components/people/person-href';
import type { CommissionDetail } from '@/lib/partners/shapes';
import { CommissionBadge } from './commission-badge';
import { DecideBar } from './decide-bar';
import { Money } from './money';
import { payoutHref } from './partner-href';
import { commissionQuery } from './partner-queries';
import classes from './partners.module.css';
import { QueryFailure } from './query-failure';

interface Props {
  id: string | null;
  mayDecide: boolean;
  timeZone: string;
  onClose: () => void;
}

/** One commission: how it comes about, and every amount that was booked for it. */
export function CommissionDrawer({ id, onClose, ...rest }: Props) {
  return (
    <Drawer
      opened={id !== null}
      onClose={onClose}
      position="right"
      size="lg"
      title="Commission"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {id && <Detail id={id} {...rest} />}
    </Drawer>
  );
}

function Detail({ id, mayDecide, timeZone }: Omit<Props, 'id' | 'onClose'> & { id: string }) {
  const { data, error } = useQuery(commissionQuery(id));
  if (error) return <QueryFailure error={error} />;
  if (!data) return <Skeleton height={240} />;
  const { commission, arithmetic, lines } = data;
  const { person, sourceId, occurredAt, holdUntil, reason, mode } = commission;
  return (
    <Stack gap="md">
      <CopyField label={commission.event === 'sale' ? 'Sale' : 'Lead'} value={sourceId} />
      <dl className={classes.facts}>
        <dt>Status</dt>
        <dd>
          <CommissionBadge status={commission.status} flags={commission.flags} />
        </dd>
        {reason && (
          <>
            <dt>Reason</dt>
            <dd>{reason}</dd>
          </>
        )}
        <dt>Partner</dt>
        <dd>{commission.partner.name}</dd>
        <dt>Rule</dt>
        <dd>{commission.rule.name}</dd>
        <dt>Customer</dt>
        <dd>{person ? <TextLink href={personHref(person, mode)}>{person}</TextLink> : commission.customer || '–'}</dd>
        <dt>Happened</dt>
        <dd>{formatInstant(occurredAt, timeZone)}</dd>
        <dt>Holding period ends</dt>
        <dd>{formatInstant(holdUntil, timeZone)}</dd>
        <dt>Earnings</dt>
        <dd>{arithmetic}</dd>
      </dl>
      {mayDecide && <DecideBar chosen={[commission]} onDone={() => {}} />}
      <Lines lines={lines} currency={commission.currency} timeZone={timeZone} />
    </Stack>
  );
}

interface LinesProps extends Pick<CommissionDetail, 'lines'> {
  currency: string;
  timeZone: string;
}

function Lines({ lines, currency, timeZone }: LinesProps) {
  const total = lines.reduce((sum, { amountMinor }) => sum + amountMinor, 0);
  return (
    <div>
      <Title order={3} mb={4}>
        History
      </Title>
      <TableFrame label="History" minWidth={480}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>At</Table.Th>
            <Table.Th>What</Table.Th>
            <Table.Th className={classes.number}>Amount</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ kind, amountMinor, reason, by, at, payoutId }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: lines are only ever added at the end
            <Table.Tr key={index}>
              <Table.Td className={classes.oneLine}>{formatInstant(at, timeZone)}</Table.Td>
              <Table.Td>
                {kind}
                {payoutId && (
                  <>
                    {' '}
                    in <TextLink href={payoutHref(payoutId)}>a payout</TextLink>
                  </>
                )}
                <Text size="xs" c="dimmed">
                  {[reason, by].filter(Boolean).join(' · ')}
                </Text>
              </Table.Td>
              <Table.Td className={classes.number}>
                <Money minor={amountMinor} currency={currency} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
        <Table.Tfoot>
          <Table.Tr className={classes.total}>
            <Table.Th scope="row" colSpan={2}>
              Earned
            </Table.Th>
            <Table.Td className={classes.number}>
              <Money minor={total} currency={currency} />
            </Table.Td>
          </Table.Tr>
        </Table.Tfoot>
      </TableFrame>
    </div>
  );
}
