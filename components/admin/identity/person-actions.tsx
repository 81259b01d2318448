'use client';

import { SimpleGrid, Stack } from '@mantine/core';
import type { Choice } from '../choices';
import type { Mode } from './conflicts/conflict-queries';
import { LinkForm } from './person/link-form';
import { MergeForm } from './person/merge-form';
import { PersonHistory } from './person/person-history';
import { type PersonCustomer, UnlinkForm } from './person/unlink-form';

interface Props {
  personId: string;
  mode: Mode;
  /** Those that stand for the person. */
  customers: readonly PersonCustomer[];
  /** Sources that a customer can be of. */
  connections: Choice[];
  timeZone: string;
  mayEdit: boolean;
}

/** Link, unlink and merge by hand, and all that was done that way, with its undo. */
export function PersonActions({ personId, mode, customers, connections, timeZone, mayEdit }: Props) {
  return (
    <Stack gap="lg">
      {mayEdit && (
        <SimpleGrid cols={{ base: 1, md: 3 }} spacing="lg">
          <LinkForm personId={personId} connections={connections} />
          <UnlinkForm customers={customers.filter(({ id }) => id !== personId)} />
          <MergeForm personId={personId} mode={mode} />
        </SimpleGrid>
      )}
      <PersonHistory personId={personId} mode={mode} timeZone={timeZone} mayEdit={mayEdit} />
    </Stack>
  );
}
