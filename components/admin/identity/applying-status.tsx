'use client';

import { Alert, Button, Group, Progress, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef } from 'react';
import type { MappingVersion } from '@/lib/identity/load-versions';
import { showFailure } from '../show-failure';
import { isPending, settleFailed, versionsKey, versionsQuery } from './identity-queries';

interface Props {
  connectionId: string;
  loaded: MappingVersion[];
  mayEdit: boolean;
}

const count = (customers: number) => customers.toLocaleString('en-US');

/** Which version is in force, and how far a newer one is; the page follows when that one is in force. */
export function ApplyingStatus({ connectionId, loaded, mayEdit }: Props) {
  const router = useRouter();
  const { data: versions } = useQuery(versionsQuery(connectionId, loaded));
  const current = versions.find(({ inForce }) => inForce);
  const waits = versions.find(({ appliedAt }) => appliedAt === null);
  const seen = useRef(current?.version);
  useEffect(() => {
    if (!current || current.version === seen.current) return;
    seen.current = current.version;
    notifications.show({
      title: `Version ${current.version} is in force`,
      message: `${count(current.moved)} ${current.moved === 1 ? 'customer' : 'customers'} moved to another person. All numbers follow, old ones too.`,
    });
    router.refresh();
  }, [current, router]);
  return (
    <Stack gap="xs">
      <Text size="sm" role="status">
        {current ? `Version ${current.version} is in force.` : 'The default rules are in force.'}{' '}
        <Text span inherit c="dimmed">
          The first rule that finds a value decides.
        </Text>
      </Text>
      {waits && isPending(waits) && (
        <div>
          <Text size="sm" mb={4} role="status">
            Version {waits.version} is being applied: {count(waits.done)} of {count(waits.total)} customers. All reports
            change at once when it is done.
          </Text>
          <Progress
            value={waits.total === 0 ? 100 : (100 * waits.done) / waits.total}
            aria-label={`Applying version ${waits.version}`}
          />
        </div>
      )}
      {waits && !isPending(waits) && <Failed {...{ connectionId, mayEdit }} failed={waits} />}
    </Stack>
  );
}

type FailedProps = Pick<Props, 'connectionId' | 'mayEdit'> & { failed: MappingVersion };

function Failed({ connectionId, mayEdit, failed: { version, problem } }: FailedProps) {
  const client = useQueryClient();
  const settle = (how: 'retry' | 'discard') =>
    settleFailed(connectionId, version, how)
      .catch(showFailure)
      .finally(() => client.invalidateQueries({ queryKey: versionsKey(connectionId) }));
  return (
    <Alert role="alert" variant="light" color="red" title={`Version ${version} could not be applied`}>
      <Stack gap="xs">
        <Text size="sm">{problem}</Text>
        {mayEdit && (
          <Group gap="xs">
            <Button size="xs" onClick={() => settle('retry')}>
              Try again
            </Button>
            <Button size="xs" variant="default" onClick={() => settle('discard')}>
              Discard version {version}
            </Button>
          </Group>
        )}
      </Stack>
    </Alert>
  );
}
