'use client';

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { confirm } from '@/components/admin/confirm';
import { CopyField } from '@/components/admin/copy-field';
import { sendJson } from '@/components/admin/send-json';
import { showFailure } from '@/components/admin/show-failure';
import { formatInstant } from '@/components/format/format-instant';
import type { PartnerAccess } from '@/lib/partner-portal/load-partner-access';

const invited = z.object({ token: z.string() });

interface Props {
  partnerId: string;
  access: PartnerAccess;
  mayEdit: boolean;
  timeZone: string;
}

/** Who can read the partner's page, and the link that lets one more browser in. */
export function PartnerAccessPanel({ partnerId, access, mayEdit, timeZone }: Props) {
  const router = useRouter();
  const [link, setLink] = useState<string | null>(null);
  const address = `/api/internal/partner-access/${partnerId}`;
  const { invitedUntil, sessions } = access;
  const isOpen = invitedUntil !== null || sessions.length > 0;
  const invite = async () => {
    try {
      const { token } = invited.parse(await sendJson('POST', address));
      setLink(`${window.location.origin}/partner/join/${token}`);
      router.refresh();
    } catch (error) {
      showFailure(error);
    }
  };
  const revoke = () =>
    confirm({
      title: 'Revoke access',
      text: 'The partner is out at once, in every browser, and an unused link is worth nothing.',
      action: 'Revoke access',
      run: async () => {
        await sendJson('DELETE', address);
        setLink(null);
        router.refresh();
      },
    });
  return (
    <Stack gap="xs">
      <Text size="sm">
        {sessions.length === 0
          ? 'Nobody reads it.'
          : `Open in ${sessions.length === 1 ? 'one browser' : `${sessions.length} browsers`}, last seen ${formatInstant(lastSeen(sessions), timeZone)}.`}
        {invitedUntil && ` An unused link works until ${formatInstant(invitedUntil, timeZone)}.`}
      </Text>
      {link && (
        <Alert role="status" variant="light" title="Send this link to the partner">
          <CopyField label="Partner link" description="Shown only now. It works once, for 7 days." value={link} />
        </Alert>
      )}
      {mayEdit && (
        <Group gap="xs">
          <Button variant="default" onClick={invite}>
            Make an invitation link
          </Button>
          {isOpen && (
            <Button variant="subtle" color="gray" onClick={revoke}>
              Revoke access…
            </Button>
          )}
        </Group>
      )}
    </Stack>
  );
}

const lastSeen = (sessions: PartnerAccess['sessions']): string =>
  sessions.reduce((latest, { lastSeenAt }) => (lastSeenAt > latest ? lastSeenAt : latest), '');
