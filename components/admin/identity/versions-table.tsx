'use client';

import { Button, Table, Text, VisuallyHidden } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { formatInstant } from '@/components/format/format-instant';
import type { MappingVersion } from '@/lib/identity/load-versions';
import { DEFAULT_MAPPING, type Mapping } from '@/lib/identity/types';
import { confirm } from '../confirm';
import { TableFrame } from '../table-frame';
import { bringBack, isPending, versionsKey, versionsQuery } from './identity-queries';
import { changesInWords } from './mapping-words';

interface Props {
  connectionId: string;
  loaded: MappingVersion[];
  timeZone: string;
  mayEdit: boolean;
}

/** Every set of rules there was, with who saved it and why; the default ones are the last. */
export function VersionsTable({ connectionId, loaded, timeZone, mayEdit }: Props) {
  const { data: versions } = useQuery(versionsQuery(connectionId, loaded));
  const isFree = versions.every(({ appliedAt }) => appliedAt !== null);
  const offers = (version: number, inForce: boolean) =>
    mayEdit && isFree && !inForce ? <BringBack connectionId={connectionId} version={version} /> : null;
  return (
    <TableFrame label="Versions of the rules" minWidth={760}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>Version</Table.Th>
          <Table.Th>Saved</Table.Th>
          <Table.Th>What changed</Table.Th>
          <Table.Th>Why</Table.Th>
          <Table.Th ta="right">Moved</Table.Th>
          <Table.Th>
            <VisuallyHidden>Bring back</VisuallyHidden>
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {versions.map((version, index) => (
          <Table.Tr key={version.version}>
            <Table.Td>
              {version.version}
              <Text size="xs" c={version.problem === null ? 'dimmed' : 'var(--hw-loss)'}>
                {standingOf(version)}
              </Text>
            </Table.Td>
            <Table.Td>
              {formatInstant(version.createdAt, timeZone)}
              <Text size="xs" c="dimmed">
                {version.author ?? 'over the API, or by a former member'}
              </Text>
            </Table.Td>
            <Table.Td>
              <Changes version={version} before={versions[index + 1] ?? DEFAULT_MAPPING} />
            </Table.Td>
            <Table.Td>{version.reason ?? '–'}</Table.Td>
            <Table.Td ta="right">{version.appliedAt === null ? '–' : version.moved.toLocaleString('en-US')}</Table.Td>
            <Table.Td ta="right">{version.appliedAt !== null && offers(version.version, version.inForce)}</Table.Td>
          </Table.Tr>
        ))}
        <Table.Tr>
          <Table.Td>
            0
            <Text size="xs" c="dimmed">
              {versions.some(({ inForce }) => inForce) ? 'before' : 'in force'}
            </Text>
          </Table.Td>
          <Table.Td colSpan={4}>The rules that every source begins with</Table.Td>
          <Table.Td ta="right">{offers(0, !versions.some(({ inForce }) => inForce))}</Table.Td>
        </Table.Tr>
      </Table.Tbody>
    </TableFrame>
  );
}

function standingOf(version: MappingVersion): string {
  if (version.inForce) return 'in force';
  if (isPending(version)) return 'is being applied';
  return version.problem === null ? 'before' : 'failed';
}

function Changes({ version, before }: { version: MappingVersion; before: Mapping }) {
  const changes = changesInWords(before, version);
  return (
    <>
      {version.restores !== null && <div>Brings back version {version.restores}</div>}
      {changes.map((change) => (
        <div key={change}>{change}</div>
      ))}
      {version.restores === null && changes.length === 0 && 'Nothing'}
    </>
  );
}

function BringBack({ connectionId, version }: { connectionId: string; version: number }) {
  const client = useQueryClient();
  const ask = () =>
    confirm({
      title: `Bring back version ${version}?`,
      text: 'Its rules are saved as the newest version, and everybody is resolved by them again. All reports follow, old figures too.',
      action: 'Bring back',
      danger: false,
      run: () =>
        bringBack(connectionId, version).finally(() =>
          client.invalidateQueries({ queryKey: versionsKey(connectionId) }),
        ),
    });
  return (
    <Button size="compact-xs" variant="default" onClick={ask} aria-label={`Bring back version ${version}`}>
      Bring back
    </Button>
  );
}
