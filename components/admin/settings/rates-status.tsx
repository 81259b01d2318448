'use client';

import { Alert, Button, Group, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { z } from 'zod';
import { formatInstant } from '@/components/format/format-instant';
import type { RateStatus } from '@/lib/fx/load-rate-status';
import { sendJson } from '../send-json';
import { showFailure } from '../show-failure';

const answer = z.object({ changed: z.number(), newest: z.string() });

interface Props {
  status: RateStatus;
  timeZone: string;
  mayEdit: boolean;
}

/** Where rates come from, how reading them goes, and what to do when it does not. */
export function RatesStatus({ status, timeZone, mayEdit }: Props) {
  const { host, readAt, covered, problem } = status;
  if (host === null) {
    return (
      <Text size="sm">
        Switched off: the variable FX_RATES_URL is set to nothing. Amounts in other currencies are converted at imported
        rates only.
      </Text>
    );
  }
  const last = readAt === null ? 'They have not been read yet.' : `Last read at ${formatInstant(readAt, timeZone)}.`;
  return (
    <Stack gap="sm" align="flex-start">
      {problem !== null && (
        <Alert
          role="status"
          color="red"
          variant="light"
          icon={<IconAlertTriangle size={18} aria-hidden />}
          title="The rates could not be read"
        >
          {host}: {problem}. {last} No rate was changed, and a rate holds for seven days; it is tried again every hour.
          Check that this server may reach {host}, or import rates below.
        </Alert>
      )}
      <Text size="sm">
        From {host}, every day after they are published. {problem === null && last}
        {covered && ` Read so far: ${covered.oldest} to ${covered.newest}.`}
      </Text>
      {mayEdit && <ReadNow />}
    </Stack>
  );
}

function ReadNow() {
  const router = useRouter();
  const [busy, setBusy] = useState(false);
  const read = async () => {
    setBusy(true);
    try {
      const { changed, newest } = answer.parse(await sendJson('POST', '/api/internal/fx-rates/read'));
      notifications.show({
        title: 'Rates read',
        message: `${changed === 0 ? 'Nothing new' : `${changed} rates are new or different`}; the latest are of ${newest}.`,
      });
    } catch (error) {
      showFailure(error);
    } finally {
      setBusy(false);
      router.refresh();
    }
  };
  return (
    <Group>
      <Button variant="default" loading={busy} onClick={read}>
        Read rates now
      </Button>
    </Group>
  );
}
