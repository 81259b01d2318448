'use client';

import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { z } from 'zod';
import { FormMessage } from '@/components/admin/form-message';
import { useSubmit } from '@/components/admin/use-submit';
import type { Commission } from '@/lib/partners/shapes';
import { inParts } from './in-parts';
import { PARTNERS } from './partner-queries';
import { useChange } from './use-change';

const DECISIONS = [
  { decision: 'approve', label: 'Approve', about: 'They are in the next payout.' },
  { decision: 'hold', label: 'Hold', about: 'They are not paid until somebody releases them.' },
  { decision: 'release', label: 'Release', about: 'They count again, and what looked wrong with them does not.' },
  { decision: 'fraud', label: 'Mark as fraud', about: 'They are not paid.' },
  { decision: 'duplicate', label: 'Mark as duplicate', about: 'They are not paid.' },
  { decision: 'cancel', label: 'Cancel', about: 'They are not paid.' },
] as const;
type Choice = (typeof DECISIONS)[number];

const outcome = z.object({
  changed: z.number(),
  refused: z.array(z.object({ id: z.string(), reason: z.string() })),
});

/** As many as the server decides about at once. */
const MOST_AT_ONCE = 500;

/** What can be decided about the commissions that are chosen. */
export function DecideBar({ chosen, onDone }: { chosen: readonly Commission[]; onDone: () => void }) {
  const [choice, setChoice] = useState<Choice | null>(null);
  const none = chosen.length === 0;
  return (
    <Group gap="xs" role="group" aria-label="Decide about the selected commissions">
      <Text size="sm" c="dimmed" miw={84}>
        {chosen.length} selected
      </Text>
      {DECISIONS.map((one) => (
        <Button key={one.decision} size="compact-sm" variant="default" disabled={none} onClick={() => setChoice(one)}>
          {one.label}
        </Button>
      ))}
      <Modal opened={choice !== null} onClose={() => setChoice(null)} title={choice?.label}>
        {choice && (
          <DecisionForm
            choice={choice}
            ids={chosen.map(({ id }) => id)}
            onDone={() => {
              setChoice(null);
              onDone();
            }}
          />
        )}
      </Modal>
    </Group>
  );
}

function DecisionForm({ choice, ids, onDone }: { choice: Choice; ids: string[]; onDone: () => void }) {
  const change = useChange();
  const { decision, label, about } = choice;
  const form = useForm({ initialValues: { reason: '' } });
  const { submit, busy, message } = useSubmit(form, async ({ reason }) => {
    const outcomes = [];
    for (const part of inParts(ids, MOST_AT_ONCE))
      outcomes.push(
        outcome.parse(await change('POST', `${PARTNERS}/commissions/decide`, { ids: part, decision, reason })),
      );
    tell(outcomes);
    onDone();
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormMessage message={message} />
        <Text size="sm">
          {ids.length === 1 ? 'One commission is chosen.' : `${ids.length} commissions are chosen.`} {about}
        </Text>
        <TextInput
          label="Reason"
          description="Kept in the history of each."
          data-autofocus
          {...form.getInputProps('reason')}
        />
        <Button type="submit" loading={busy}>
          {label}
        </Button>
      </Stack>
    </form>
  );
}

function tell(outcomes: readonly z.infer<typeof outcome>[]): void {
  const changed = outcomes.reduce((sum, one) => sum + one.changed, 0);
  const refused = outcomes.flatMap((one) => one.refused);
  const reasons = [...new Set(refused.map(({ reason }) => reason))].join(' ');
  const left = refused.length === 0 ? '' : ` ${refused.length} left as they were. ${reasons}`;
  notifications.show({
    color: refused.length === 0 ? 'accent' : 'yellow',
    title: 'Commissions',
    message: `${changed} changed.${left}`,
  });
}
