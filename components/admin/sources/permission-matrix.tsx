'use client';

import { Button, Group, Stack, TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from '@mantine/core';
import { formatInstant } from '@/components/format/format-instant';
import type { CheckState } from '@/lib/workspace/connection-checks';
import type { ConnectionStatus, Permission } from '@/lib/workspace/connection-status';
import { TableFrame } from '../table-frame';
import { KeyWarning } from './key-warning';
import { StateLine } from './state-line';
import { useAction } from './use-action';

interface Props {
  connectionId: string;
  status: ConnectionStatus;
  mayEdit: boolean;
  timeZone: string;
}

/** What the stored key may read, what each permission is for, and where in Stripe to give what is missing. */
export function PermissionMatrix({ connectionId, status, mayEdit, timeZone }: Props) {
  const { run, busy } = useAction('POST', `/api/internal/connections/${connectionId}/permissions`, connectionId);
  const { key, permissions } = status;
  return (
    <Stack gap="xs">
      {key ? (
        <>
          <KeyWarning tried={key} />
          <TableFrame label="Permissions of the key" minWidth={230}>
            <TableThead>
              <TableTr>
                <TableTh>Permission (read)</TableTh>
                <TableTh>The key</TableTh>
              </TableTr>
            </TableThead>
            <TableTbody>
              {permissions.map((permission) => (
                <Row key={permission.id} {...permission} />
              ))}
            </TableTbody>
          </TableFrame>
        </>
      ) : (
        <Text size="sm">What this key may read has not been tried yet.</Text>
      )}
      <Group gap="xs">
        {mayEdit && (
          <Button size="xs" variant="default" loading={busy} onClick={() => run()}>
            Check the key {key ? 'again' : 'now'}
          </Button>
        )}
        {key && (
          <Text size="xs" c="dimmed">
            Tried {formatInstant(key.triedAt, timeZone)}, by reading one object of each list.
          </Text>
        )}
      </Group>
    </Stack>
  );
}

function Row({ id, name, basic, unlocks, where, access }: Permission) {
  return (
    <TableTr data-permission={id} data-access={access}>
      <TableTd>
        {LABELS[id] ?? name}
        <Text span size="xs" c="dimmed">
          {' '}
          {basic ? 'needed' : 'optional'}: {unlocks}
        </Text>
        {access === 'missing' && (
          <Text size="xs" c="var(--hw-loss)">
            In Stripe: {where}
          </Text>
        )}
      </TableTd>
      <TableTd style={{ verticalAlign: 'top', whiteSpace: 'nowrap' }}>
        <StateLine state={STATES[access]}>{access === 'untried' ? 'not tried' : access}</StateLine>
      </TableTd>
    </TableTr>
  );
}

const STATES: Record<Permission['access'], CheckState> = { granted: 'ok', missing: 'problem', untried: 'waiting' };

/** Stripe gives these two together; here they are two questions. */
const LABELS: Record<string, string> = { charges: 'Charges', refunds: 'Refunds' };
