'use client';

import { Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import type { WorkspaceSettings } from '@/lib/workspace/settings';
import type { Choice } from '../choices';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';
import { WorkspaceFields } from '../workspace-fields';

interface Props {
  settings: WorkspaceSettings;
  currencies: Choice[];
  timeZones: string[];
  mayEdit: boolean;
}

const answer = z.object({ numbersChanged: z.boolean() });

export function WorkspaceForm({ settings, currencies, timeZones, mayEdit }: Props) {
  const router = useRouter();
  const form = useForm({ initialValues: settings });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    const { numbersChanged } = answer.parse(await sendJson('PATCH', '/api/internal/settings', values));
    form.resetDirty();
    notifications.show({
      title: 'Settings saved',
      message: numbersChanged ? 'Every figure was computed again under the new settings.' : 'No figure changes.',
    });
    router.refresh();
  });
  return (
    <form onSubmit={submit} noValidate>
      <fieldset disabled={!mayEdit} style={{ border: 0, margin: 0, padding: 0 }}>
        <Stack gap="md" maw={480}>
          <FormMessage message={message} />
          <TextInput label="Name" {...form.getInputProps('name')} />
          <WorkspaceFields
            currencies={currencies}
            timeZones={timeZones}
            currencyProps={form.getInputProps('currency')}
            timeZoneProps={form.getInputProps('timeZone')}
          />
          <Radio.Group label="Weeks begin on" {...form.getInputProps('weekStart')}>
            <Group mt={4}>
              <Radio value="monday" label="Monday" />
              <Radio value="sunday" label="Sunday" />
            </Group>
          </Radio.Group>
          <Radio.Group
            label="Stripe fees"
            description="Whether net revenue is what your customers paid or what Stripe left of it."
            {...form.getInputProps('feeHandling')}
          >
            <Stack mt={4} gap={6}>
              <Radio value="net_of_fees" label="Subtract fees from net revenue" />
              <Radio value="gross" label="Leave fees in net revenue" />
            </Stack>
          </Radio.Group>
          {mayEdit ? (
            <div>
              <Button type="submit" loading={busy}>
                Save settings
              </Button>
              <Text size="xs" c="dimmed" mt={6}>
                A change of currency, time zone, week start or fees computes every figure again from the stored events.
              </Text>
            </div>
          ) : (
            <Text size="sm" c="dimmed">
              Only admins and owners change these.
            </Text>
          )}
        </Stack>
      </fieldset>
    </form>
  );
}
