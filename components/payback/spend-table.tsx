'use client';

import { ActionIcon, Button, Group, Skeleton, Stack, Text } from '@mantine/core';
import { IconTrash } from '@tabler/icons-react';
import { useInfiniteQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { formatMoney } from '@/lib/money/format';
import type { SpendList } from '@/lib/spend/load-spend';
import { confirm } from '../admin/confirm';
import { sendJson } from '../admin/send-json';
import { useLocale } from '../format/locale-context';
import { CsvButton } from '../reports/csv/csv-button';
import { TableBox } from '../reports/table-box';
import { spendCsv } from './spend-csv';
import { SPEND_QUERY, spendQuery } from './spend-query';

type Row = SpendList['rows'][number];

/** What was spent as it was told, the latest first. */
export function SpendTable({ mayEdit }: { mayEdit: boolean }) {
  const { data, isPending, error, hasNextPage, isFetchingNextPage, fetchNextPage } = useInfiniteQuery(spendQuery);
  const rows = data?.pages.flatMap((page) => page.rows) ?? [];
  if (isPending) return <Skeleton height={120} />;
  if (error) return <Text size="sm">The spend could not be read: {error.message}</Text>;
  if (rows.length === 0) return <Text size="sm">No spend has been told yet.</Text>;
  return (
    <Stack gap="sm" align="flex-start">
      <div style={{ maxWidth: '100%' }}>
        <TableBox label="Rows of spend">
          <thead>
            <tr>
              {['Day', 'Source', 'Medium', 'Campaign', 'Reference', 'Amount'].map((label) => (
                <th key={label} scope="col" data-text={label !== 'Amount' || undefined}>
                  {label}
                </th>
              ))}
              {mayEdit && <th scope="col">Delete</th>}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <SpendLine key={row.id} row={row} mayEdit={mayEdit} />
            ))}
          </tbody>
        </TableBox>
      </div>
      <Group gap="xs">
        {hasNextPage && (
          <Button variant="default" size="compact-sm" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            Show older ones
          </Button>
        )}
        <CsvButton title="Spend" fileName="spend" csv={spendCsv} />
      </Group>
    </Stack>
  );
}

function SpendLine({ row, mayEdit }: { row: Row; mayEdit: boolean }) {
  const locale = useLocale();
  const router = useRouter();
  const queries = useQueryClient();
  const amount = formatMoney(row.amountMinor, row.currency, { locale });
  const what = [row.day, row.source, row.campaign].filter(Boolean).join(', ');
  const remove = () =>
    confirm({
      title: 'Delete this spend?',
      text: `${amount} of ${what} leaves CAC, ROAS and payback.`,
      action: 'Delete',
      run: async () => {
        await sendJson('DELETE', `/api/internal/spend/${row.id}`);
        await queries.invalidateQueries({ queryKey: SPEND_QUERY });
        router.refresh();
      },
    });
  return (
    <tr>
      <th scope="row">{row.day}</th>
      <td data-text>{row.source}</td>
      <td data-text>{row.medium}</td>
      <td data-text>{row.campaign}</td>
      <td data-text>{row.reference}</td>
      <td>{amount}</td>
      {mayEdit && (
        <td>
          <ActionIcon
            variant="subtle"
            color="gray"
            size="sm"
            aria-label={`Delete the spend of ${what}`}
            onClick={remove}
          >
            <IconTrash size={16} />
          </ActionIcon>
        </td>
      )}
    </tr>
  );
}
