'use client';

import { Button, Center, Group, Skeleton, Table, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconSearch } from '@tabler/icons-react';
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFormat } from '@/components/format/use-format';
import { FormMessage } from '../form-message';
import { TableFrame } from '../table-frame';
import { movesQuery } from './identity-queries';
import { ruleLabel } from './rule-label';
import classes from './rules.module.css';

interface Props {
  connectionId: string;
  id: string;
  moved: number;
  currency: string;
}

/** Who would move from whom to whom. */
export function PreviewMoves({ connectionId, id, moved, currency }: Props) {
  const [search, setSearch] = useState('');
  const [asked] = useDebouncedValue(search.trim(), 300);
  const money = useFormat({ unit: 'money', currency });
  const { data, error, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...movesQuery(connectionId, id, asked),
    enabled: moved > 0,
    placeholderData: keepPreviousData,
  });
  const moves = data?.pages.flatMap((page) => page.moves) ?? [];
  return (
    <div>
      <Group justify="space-between" align="flex-end" gap="xs" mb={4}>
        <Text size="sm" fw={600}>
          {moved === 0
            ? 'Nobody moves'
            : `${moved.toLocaleString('en-US')} ${moved === 1 ? 'customer moves' : 'customers move'}`}{' '}
          to another person
        </Text>
        {moved > 0 && (
          <TextInput
            aria-label="Search those who move"
            placeholder="id, name, e-mail or person"
            leftSection={<IconSearch size={14} aria-hidden />}
            size="xs"
            w={240}
            maxLength={320}
            spellCheck={false}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        )}
      </Group>
      <FormMessage message={error?.message ?? null} />
      {moved > 0 && !data && !error && <Skeleton height={120} role="status" aria-label="Loading" />}
      {data && moves.length === 0 && <Text size="sm">Nobody who moves matches “{asked}”.</Text>}
      {moves.length > 0 && (
        <TableFrame label="Who moves" minWidth={720} maxHeight={480}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Customer</Table.Th>
              <Table.Th>From</Table.Th>
              <Table.Th>To</Table.Th>
              <Table.Th ta="right">Net revenue</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {moves.map((move) => (
              <Table.Tr key={move.ownerId}>
                <Table.Td>
                  {move.name ?? move.email ?? move.ownerId}
                  <Text size="xs" c="dimmed">
                    {[move.name && move.email, (move.name ?? move.email) && move.ownerId].filter(Boolean).join(' · ')}
                  </Text>
                </Table.Td>
                <Person id={move.from} rule={move.fromRule} />
                <Person id={move.to} rule={move.toRule} />
                <Table.Td ta="right" className={classes.figure}>
                  {money(move.revenueMinor)}
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </TableFrame>
      )}
      {hasNextPage && (
        <Center mt="sm">
          <Button size="xs" variant="default" loading={isFetchingNextPage} onClick={() => fetchNextPage()}>
            Show more
          </Button>
        </Center>
      )}
    </div>
  );
}

function Person({ id, rule }: { id: string; rule: string }) {
  return (
    <Table.Td>
      <Text size="sm" ff="monospace">
        {id}
      </Text>
      <Text size="xs" c="dimmed">
        {ruleLabel(rule)}
      </Text>
    </Table.Td>
  );
}
