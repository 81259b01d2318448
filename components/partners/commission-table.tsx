'use client';

import { Checkbox, Table, Text, UnstyledButton } from '@mantine/core';
import clsx from 'clsx';
import eventLog from '@/components/admin/events/event-log.module.css';
import { TableFrame } from '@/components/admin/table-frame';
import { TextLink } from '@/components/admin/text-link';
import { formatDay } from '@/components/format/format-period';
import { dayOf } from '@/lib/calendar/days';
import type { Commission } from '@/lib/partners/shapes';
import { CommissionBadge } from './commission-badge';
import { Money } from './money';
import { partnerHref } from './partner-href';
import classes from './partners.module.css';

interface Props {
  commissions: readonly Commission[];
  /** Of which total they are the rows; "" for none. */
  figure: string;
  /** Whether these are all there are. */
  isAll: boolean;
  /** Null for who may not decide. */
  selected: ReadonlySet<string> | null;
  timeZone: string;
  onSelect: (ids: ReadonlySet<string>) => void;
  onOpen: (id: string) => void;
}

/** A row opens its history; the last one adds up what is shown, by currency. */
export function CommissionTable({ commissions, figure, isAll, selected, timeZone, onSelect, onOpen }: Props) {
  const all = selected !== null && commissions.every(({ id }) => selected.has(id));
  const toggle = (id: string) => {
    const next = new Set(selected);
    if (!next.delete(id)) next.add(id);
    onSelect(next);
  };
  return (
    <TableFrame label="Commissions" minWidth={980} phoneMinWidth={440}>
      <Table.Thead>
        <Table.Tr>
          {selected && (
            <Table.Th w={32}>
              <Checkbox
                size="xs"
                aria-label="Select all that are shown"
                checked={all}
                indeterminate={!all && selected.size > 0}
                onChange={() => onSelect(new Set(all ? [] : commissions.map(({ id }) => id)))}
              />
            </Table.Th>
          )}
          <Table.Th>Commission</Table.Th>
          <Table.Th className={classes.wideOnly}>Partner</Table.Th>
          <Table.Th className={classes.wideOnly}>Customer</Table.Th>
          <Table.Th className={classes.wideOnly}>Rule</Table.Th>
          <Table.Th className={clsx(classes.number, classes.wideOnly)}>Base</Table.Th>
          <Table.Th className={classes.number}>Earned</Table.Th>
          <Table.Th className={classes.number}>Paid</Table.Th>
          <Table.Th>Status</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {commissions.map((one) => (
          <Table.Tr key={one.id}>
            {selected && (
              <Table.Td>
                <Checkbox
                  size="xs"
                  aria-label={`Select ${one.id}`}
                  checked={selected.has(one.id)}
                  onChange={() => toggle(one.id)}
                />
              </Table.Td>
            )}
            <Table.Td className={classes.oneLine}>
              <UnstyledButton
                className={eventLog.open}
                aria-label={`Open ${one.event} ${one.sourceId}`}
                onClick={() => onOpen(one.id)}
              >
                {formatDay(dayOf(new Date(one.occurredAt), timeZone))} · {one.event}
              </UnstyledButton>
              <Text size="xs" c="dimmed" ff="monospace" maw={170} truncate className={classes.wideOnly}>
                {one.sourceId}
              </Text>
              <Text size="xs" c="dimmed" maw={150} truncate className={classes.phoneOnly}>
                {one.partner.name}
              </Text>
            </Table.Td>
            <Table.Td className={classes.wideOnly}>
              <TextLink href={partnerHref(one.partner.id, one.mode)} underline="hover">
                {one.partner.name}
              </TextLink>
            </Table.Td>
            <Table.Td className={classes.wideOnly}>
              <Text size="sm" maw={180} truncate>
                {one.person || one.customer || '–'}
              </Text>
            </Table.Td>
            <Table.Td className={classes.wideOnly}>{one.rule.name}</Table.Td>
            <Table.Td className={clsx(classes.number, classes.wideOnly)}>
              {one.baseMinor === 0 ? '–' : <Money minor={one.baseMinor} currency={one.currency} />}
            </Table.Td>
            <Table.Td className={classes.number}>
              <Money minor={one.earningsMinor} currency={one.currency} />
            </Table.Td>
            <Table.Td className={classes.number}>
              <Money minor={one.paidMinor} currency={one.currency} />
            </Table.Td>
            <Table.Td>
              <CommissionBadge status={one.status} flags={one.flags} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
      <Table.Tfoot>
        {sumsOf(commissions).map(({ currency, earned, paid }) => (
          <Table.Tr key={currency} className={classes.total}>
            <Table.Th scope="row" colSpan={selected ? 2 : 1}>
              {isAll ? 'Total' : 'Total of these'}
              {figure && `: ${figure}`} ({currency.toUpperCase()})
            </Table.Th>
            <Table.Td className={classes.wideOnly} colSpan={4} />
            <Table.Td className={classes.number}>
              <Money minor={earned} currency={currency} />
            </Table.Td>
            <Table.Td className={classes.number}>
              <Money minor={paid} currency={currency} />
            </Table.Td>
            <Table.Td />
          </Table.Tr>
        ))}
      </Table.Tfoot>
    </TableFrame>
  );
}

function sumsOf(commissions: readonly Commission[]): { currency: string; earned: number; paid: number }[] {
  const sums = new Map<string, { currency: string; earned: number; paid: number }>();
  for (const { currency, earningsMinor, paidMinor } of commissions) {
    const sum = sums.get(currency) ?? { currency, earned: 0, paid: 0 };
    sums.set(currency, { currency, earned: sum.earned + earningsMinor, paid: sum.paid + paidMinor });
  }
  return [...sums.values()];
}
