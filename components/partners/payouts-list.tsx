'use client';

import { Skeleton, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Section } from '@/components/admin/section';
import { TableFrame } from '@/components/admin/table-frame';
import { TextLink } from '@/components/admin/text-link';
import { formatInstant } from '@/components/format/format-instant';
import { Money } from './money';
import { payoutHref } from './partner-href';
import { payoutPreviewQuery, payoutsQuery } from './partner-queries';
import classes from './partners.module.css';
import { PayoutPreviewTable } from './payout-preview-table';
import { QueryFailure } from './query-failure';

/** What is due, and the batches that were made. */
export function PayoutsList({ mayEdit, timeZone }: { mayEdit: boolean; timeZone: string }) {
  const due = useQuery(payoutPreviewQuery);
  const made = useQuery(payoutsQuery);
  return (
    <Stack gap="md">
      <Section
        title="Due now"
        about="What is approved and in no payout, less what refunds took back of commissions that were paid."
      >
        <QueryFailure error={due.error} />
        {due.isPending && <Skeleton height={80} />}
        {due.data?.currencies.length === 0 && <Text size="sm">Nothing is due to anybody.</Text>}
        {due.data?.currencies.map((one) => (
          <PayoutPreviewTable key={one.currency} due={one} mayEdit={mayEdit} />
        ))}
      </Section>
      <Section title="Payouts">
        <QueryFailure error={made.error} />
        {made.isPending && <Skeleton height={80} />}
        {made.data?.payouts.length === 0 && <Text size="sm">There is none yet.</Text>}
        {made.data && made.data.payouts.length > 0 && (
          <TableFrame label="Payouts" minWidth={640}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>Made</Table.Th>
                <Table.Th>Status</Table.Th>
                <Table.Th className={classes.number}>Partners</Table.Th>
                <Table.Th className={classes.number}>Amount</Table.Th>
                <Table.Th>Note</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {made.data.payouts.map(({ id, createdAt, createdBy, status, partners, totalMinor, currency, note }) => (
                <Table.Tr key={id}>
                  <Table.Td>
                    <TextLink href={payoutHref(id)} underline="hover">
                      {formatInstant(createdAt, timeZone)}
                    </TextLink>
                    {createdBy && (
                      <Text size="xs" c="dimmed">
                        {createdBy}
                      </Text>
                    )}
                  </Table.Td>
                  <Table.Td>{status}</Table.Td>
                  <Table.Td className={classes.number}>{partners}</Table.Td>
                  <Table.Td className={classes.number}>
                    <Money minor={totalMinor} currency={currency} />
                  </Table.Td>
                  <Table.Td>{note || '–'}</Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </TableFrame>
        )}
      </Section>
    </Stack>
  );
}
