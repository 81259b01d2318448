'use client';

import { Button, Group, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { confirm } from '@/components/admin/confirm';
import { formatInstant } from '@/components/format/format-instant';
import { ReportSkeleton } from '@/components/reports/report-skeleton';
import { PARTNERS, payoutQuery } from './partner-queries';
import { PayoutItemsTable } from './payout-items-table';
import { QueryFailure } from './query-failure';
import { useChange } from './use-change';

/** One batch: who gets what, as a file for whoever pays, and whether it is paid. */
export function PayoutReport({ id, mayEdit, timeZone }: { id: string; mayEdit: boolean; timeZone: string }) {
  const { data, error, isPending } = useQuery(payoutQuery(id));
  const change = useChange();
  if (error) return <QueryFailure error={error} />;
  if (isPending) return <ReportSkeleton />;
  const { status, note, currency, items, createdAt, createdBy, closedAt, closedBy } = data;
  const address = `${PARTNERS}/payouts/${id}`;
  const close = (action: 'pay' | 'cancel') =>
    confirm({
      title: action === 'pay' ? 'Mark as paid' : 'Cancel payout',
      text:
        action === 'pay'
          ? 'Say so once the money was sent: its commissions are paid then, and what is refunded afterwards is taken back in the next payout.'
          : 'Its commissions are due again.',
      action: action === 'pay' ? 'Mark as paid' : 'Cancel payout',
      danger: action === 'cancel',
      run: () => change('POST', address, { action }),
    });
  return (
    <Stack gap="md">
      <div>
        <Text size="sm">
          {status === 'open' ? 'Open' : status === 'paid' ? 'Paid' : 'Cancelled'}
          {closedAt && ` ${formatInstant(closedAt, timeZone)}${closedBy ? ` by ${closedBy}` : ''}`}
          {note && ` · ${note}`}
        </Text>
        <Text size="sm" c="dimmed">
          Made {formatInstant(createdAt, timeZone)}
          {createdBy && ` by ${createdBy}`}
        </Text>
      </div>
      <PayoutItemsTable label="Payout" items={items} currency={currency} filter={{ payout: id }} />
      <Group gap="xs">
        <Button component="a" href={`${address}/csv`} download variant="default">
          CSV
        </Button>
        {mayEdit && status === 'open' && (
          <>
            <Button onClick={() => close('pay')}>Mark as paid…</Button>
            <Button variant="subtle" color="gray" onClick={() => close('cancel')}>
              Cancel payout…
            </Button>
          </>
        )}
      </Group>
    </Stack>
  );
}
