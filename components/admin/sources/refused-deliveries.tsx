import { TableTbody, TableTd, TableTh, TableThead, TableTr } from '@mantine/core';
import { formatInstant } from '@/components/format/format-instant';
import type { ConnectionDetail } from '@/lib/workspace/load-connections';
import { TableFrame } from '../table-frame';

const REASONS: Record<string, { label: string; advice: string }> = {
  bad_signature: {
    label: 'Wrong signature',
    advice: 'Compare the signing secret with the one Stripe shows for this endpoint.',
  },
  stale: { label: 'Signature too old', advice: 'Check the clock of this server; Stripe retries with a new signature.' },
  not_an_event: { label: 'Not a Stripe event', advice: 'Something other than Stripe posts to this address.' },
  too_large: { label: 'Larger than 1 MiB', advice: 'Stripe sends no such events: find out who else posts here.' },
};

export function RefusedDeliveries({
  rejections,
  timeZone,
}: Pick<ConnectionDetail, 'rejections'> & { timeZone: string }) {
  return (
    <TableFrame label="Refused deliveries" minWidth={560}>
      <TableThead>
        <TableTr>
          <TableTh>Reason</TableTh>
          <TableTh ta="right">Times</TableTh>
          <TableTh>Last</TableTh>
          <TableTh>What to do</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {rejections.map(({ reason, count, lastAt }) => (
          <TableTr key={reason}>
            <TableTd>{REASONS[reason]?.label ?? reason}</TableTd>
            <TableTd ta="right">{count}</TableTd>
            <TableTd style={{ whiteSpace: 'nowrap' }}>{formatInstant(lastAt, timeZone)}</TableTd>
            <TableTd c="dimmed">{REASONS[reason]?.advice}</TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}
