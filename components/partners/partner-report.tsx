'use client';

import { Button, Group, Modal, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import type { Choice } from '@/components/admin/choices';
import { confirm } from '@/components/admin/confirm';
import { PageHeader } from '@/components/admin/page-header';
import { Section } from '@/components/admin/section';
import { ReportSkeleton } from '@/components/reports/report-skeleton';
import type { PartnerAccess } from '@/lib/partner-portal/load-partner-access';
import type { Partner } from '@/lib/partners/shapes';
import { PartnerAccessPanel } from './partner-access-panel';
import { PartnerCodes } from './partner-codes';
import { PartnerForm } from './partner-form';
import { PARTNERS, partnerQuery } from './partner-queries';
import { PartnersTable } from './partners-table';
import { QueryFailure } from './query-failure';
import { useChange } from './use-change';
import { useMode } from './use-mode';

interface Props {
  id: string;
  mayEdit: boolean;
  access: PartnerAccess;
  sources: Choice[];
  timeZone: string;
  /** The partner's links, which the server lists. */
  children: ReactNode;
}

/** Everything about one partner. */
export function PartnerReport({ id, mayEdit, access, sources, timeZone, children }: Props) {
  const mode = useMode();
  const { data: partner, error, isPending } = useQuery(partnerQuery(id, mode));
  if (isPending) return <ReportSkeleton />;
  if (error) return <QueryFailure error={error} />;
  return (
    <Stack gap="md">
      <PageHeader title={partner.name} about={partner.email}>
        {mayEdit && <PartnerActions partner={partner} />}
      </PageHeader>
      {partner.archivedAt && <Text size="sm">Archived: nothing new is credited, and its page is closed.</Text>}
      {partner.note && <Text size="sm">{partner.note}</Text>}
      <PartnersTable partners={[partner]} mode={mode} isAll />
      <Section title="Links" about="Whoever comes by them and buys is credited to the partner.">
        {children}
      </Section>
      <Section
        title="Promotion codes"
        about="The first use of a code counts as a touch of the partner, also without a click."
      >
        <PartnerCodes partner={partner} sources={mayEdit ? sources : null} />
      </Section>
      <Section
        title="The partner’s own page"
        about="Read-only: its own links, commissions and payouts, customers by their initials only."
      >
        <PartnerAccessPanel
          partnerId={id}
          access={access}
          mayEdit={mayEdit && partner.archivedAt === null}
          timeZone={timeZone}
        />
      </Section>
    </Stack>
  );
}

function PartnerActions({ partner }: { partner: Partner }) {
  const change = useChange();
  const [editing, setEditing] = useState(false);
  const { id, name, archivedAt } = partner;
  const archive = () =>
    confirm({
      title: archivedAt ? 'Bring partner back' : 'Archive partner',
      text: archivedAt
        ? 'What happens from now on is credited to it again.'
        : `What happens from now on is not credited to ${name}, and its own page is closed. Its commissions stay.`,
      action: archivedAt ? 'Bring back' : 'Archive',
      danger: !archivedAt,
      run: () => change('PATCH', `${PARTNERS}/${id}`, { archived: !archivedAt }),
    });
  return (
    <Group gap="xs">
      <Button variant="default" onClick={() => setEditing(true)}>
        Edit
      </Button>
      <Button variant="subtle" color="gray" onClick={archive}>
        {archivedAt ? 'Bring back…' : 'Archive…'}
      </Button>
      <Modal opened={editing} onClose={() => setEditing(false)} title="Edit partner">
        <PartnerForm partner={partner} onDone={() => setEditing(false)} />
      </Modal>
    </Group>
  );
}
