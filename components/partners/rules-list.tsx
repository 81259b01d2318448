'use client';

import { Button, Group, Modal, Stack, Table, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { Choice } from '@/components/admin/choices';
import { confirm } from '@/components/admin/confirm';
import { EmptyState } from '@/components/admin/empty-state';
import { TableFrame } from '@/components/admin/table-frame';
import { formatInstant } from '@/components/format/format-instant';
import { useLocale } from '@/components/format/locale-context';
import { ReportSkeleton } from '@/components/reports/report-skeleton';
import type { RewardRule } from '@/lib/partners/shapes';
import { PARTNERS, rulesQuery } from './partner-queries';
import classes from './partners.module.css';
import { QueryFailure } from './query-failure';
import { RuleForm } from './rule-form';
import { termsWords } from './terms-words';
import { useChange } from './use-change';

interface Props {
  mayEdit: boolean;
  currency: string;
  currencies: Choice[];
  timeZone: string;
}

export function RulesList({ mayEdit, currency, currencies, timeZone }: Props) {
  const { data, error, isPending } = useQuery(rulesQuery);
  /** "new", or the rule that is edited. */
  const [edited, setEdited] = useState<RewardRule | 'new' | null>(null);
  return (
    <Stack gap="sm">
      {mayEdit && (
        <Group>
          <Button onClick={() => setEdited('new')}>Add rule</Button>
        </Group>
      )}
      <QueryFailure error={error} />
      {isPending && <ReportSkeleton />}
      {data?.rules.length === 0 && (
        <EmptyState title="There is no reward rule yet">
          Without one partners earn nothing. A rule pays a part of sales, or an amount for each sale or lead.
        </EmptyState>
      )}
      {data && data.rules.length > 0 && (
        <RulesTable rules={data.rules} timeZone={timeZone} onEdit={mayEdit ? setEdited : null} />
      )}
      <Modal
        opened={edited !== null}
        onClose={() => setEdited(null)}
        size="lg"
        title={edited === 'new' ? 'Add rule' : 'Change rule'}
      >
        <RuleForm
          rule={edited === 'new' ? null : edited}
          currency={currency}
          currencies={currencies}
          onDone={() => setEdited(null)}
        />
      </Modal>
    </Stack>
  );
}

interface TableProps {
  rules: readonly RewardRule[];
  timeZone: string;
  onEdit: ((rule: RewardRule) => void) | null;
}

function RulesTable({ rules, timeZone, onEdit }: TableProps) {
  const locale = useLocale();
  const change = useChange();
  const archive = ({ id, name }: RewardRule) =>
    confirm({
      title: 'End rule',
      text: `What happens from now on is not rewarded by “${name}”. Its commissions stay.`,
      action: 'End rule',
      run: () => change('PATCH', `${PARTNERS}/rules/${id}`, { archived: true }),
    });
  return (
    <TableFrame label="Reward rules" minWidth={760}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Rule</Table.Th>
          <Table.Th>Pays</Table.Th>
          <Table.Th>For</Table.Th>
          <Table.Th>Applies to what happened since</Table.Th>
          <Table.Th className={classes.number}>Commissions</Table.Th>
          {onEdit && <Table.Th>Change</Table.Th>}
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rules.map((rule) => (
          <Table.Tr key={rule.id}>
            <Table.Td>
              {rule.name}
              <Text size="xs" c="dimmed">
                {rule.archivedAt ? 'ended' : `version ${rule.version}`}
              </Text>
            </Table.Td>
            <Table.Td>{termsWords(rule.event, rule.terms, locale)}</Table.Td>
            <Table.Td>{rule.partner?.name ?? 'all others'}</Table.Td>
            <Table.Td>{rule.validFrom ? formatInstant(rule.validFrom, timeZone) : 'ever'}</Table.Td>
            <Table.Td className={classes.number}>{rule.commissions}</Table.Td>
            {onEdit && (
              <Table.Td>
                {!rule.archivedAt && (
                  <Group gap={4} wrap="nowrap">
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      color="gray"
                      aria-label={`Change ${rule.name}`}
                      onClick={() => onEdit(rule)}
                    >
                      Change
                    </Button>
                    <Button
                      size="compact-xs"
                      variant="subtle"
                      color="gray"
                      aria-label={`End ${rule.name}`}
                      onClick={() => archive(rule)}
                    >
                      End
                    </Button>
                  </Group>
                )}
              </Table.Td>
            )}
          </Table.Tr>
        ))}
      </Table.Tbody>
    </TableFrame>
  );
}
