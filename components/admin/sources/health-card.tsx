'use client';

import { Button, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import type { ReactNode } from 'react';
import { z } from 'zod';
import { formatInstant } from '@/components/format/format-instant';
import type { ConnectionStatus } from '@/lib/workspace/connection-status';
import { inWords } from './in-words';
import { StateLine } from './state-line';
import { useAction } from './use-action';

interface Props {
  connectionId: string;
  status: ConnectionStatus;
  hasKey: boolean;
  mayEdit: boolean;
  timeZone: string;
}

const looked = z.object({ events: z.number(), recovered: z.number() });

/** How a source has been doing lately, and the button that looks for what was missed. */
export function HealthCard({ connectionId, status: { health, catchUps }, hasKey, mayEdit, timeZone }: Props) {
  const { run, busy } = useAction('POST', `/api/internal/connections/${connectionId}/catch-up`, connectionId);
  const at = (instant: string | null) => (instant ? formatInstant(instant, timeZone) : 'never');
  const look = async () => {
    const answer = looked.safeParse(await run());
    if (answer.success) notifications.show({ title: 'Looked at Stripe', message: capital(foundInWords(answer.data)) });
  };
  const [latest] = catchUps;
  return (
    <Stack gap="xs">
      <SimpleGrid cols={{ base: 2, sm: 3, lg: 6 }} spacing="xs" component="dl" m={0}>
        <Figure label="Last event">{at(health.lastEventAt)}</Figure>
        <Figure label="Last webhook">{at(health.lastDeliveryAt)}</Figure>
        <Figure label="Lag, 19 of 20">{health.lagSeconds === null ? '–' : inWords(health.lagSeconds)}</Figure>
        <Figure label="Failed events">
          <Count of={health.failed} />
        </Figure>
        <Figure label="Refused deliveries">
          <Count of={health.rejected} />
        </Figure>
        <Figure label="Gaps recovered">
          {health.gaps === 0 ? 'none' : `${health.gaps}, ${eventCount(health.recovered)}`}
        </Figure>
      </SimpleGrid>
      {health.quiet && <StateLine state="waiting">{health.quiet.message}</StateLine>}
      {health.clockSkew && <StateLine state="problem">{health.clockSkew.message}</StateLine>}
      {health.sameAccount && <StateLine state="problem">{health.sameAccount.message}</StateLine>}
      {[...new Set(health.problems)].map((problem) => (
        <StateLine key={problem} state="problem">
          Reading what is new fails: {problem}
        </StateLine>
      ))}
      {hasKey && (
        <Group gap="xs">
          {mayEdit && (
            <Button size="xs" variant="default" loading={busy} onClick={look}>
              Look for missed events now
            </Button>
          )}
          <Text size="xs" c="dimmed">
            {latest
              ? `Last looked ${at(latest.endedAt ?? latest.startedAt)}: ${foundInWords(latest)}`
              : 'Stripe is asked every hour what a webhook missed.'}
          </Text>
        </Group>
      )}
    </Stack>
  );
}

const eventCount = (count: number) => `${count} ${count === 1 ? 'event' : 'events'}`;

const foundInWords = ({ recovered }: { recovered: number }) =>
  recovered === 0 ? 'nothing was missing.' : `recovered ${eventCount(recovered)}.`;

const capital = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

function Figure({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div>
      <Text component="dt" size="xs" c="dimmed">
        {label}
      </Text>
      <Text component="dd" size="sm" m={0}>
        {children}
      </Text>
    </div>
  );
}

const Count = ({ of }: { of: number }) =>
  of === 0 ? (
    'none'
  ) : (
    <Text span c="var(--hw-loss)" fw={500}>
      {of}
    </Text>
  );
