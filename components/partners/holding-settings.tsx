'use client';

import { Button, Group, NumberInput, Skeleton, Stack, Switch } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useQuery } from '@tanstack/react-query';
import { FormMessage } from '@/components/admin/form-message';
import { useSubmit } from '@/components/admin/use-submit';
import type { PartnerSettings } from '@/lib/partners/shapes';
import { PARTNERS, settingsQuery } from './partner-queries';
import { QueryFailure } from './query-failure';
import { useChange } from './use-change';

/** How long commissions wait, and who approves them. */
export function HoldingSettings({ mayEdit }: { mayEdit: boolean }) {
  const { data, error } = useQuery(settingsQuery);
  if (error) return <QueryFailure error={error} />;
  return data ? <SettingsForm settings={data} mayEdit={mayEdit} /> : <Skeleton height={72} />;
}

function SettingsForm({ settings, mayEdit }: { settings: PartnerSettings; mayEdit: boolean }) {
  const change = useChange();
  const form = useForm<Record<string, unknown> & { holdingDays: number | string; autoApprove: boolean }>({
    initialValues: { ...settings },
  });
  const { submit, busy, message } = useSubmit(form, async ({ holdingDays, autoApprove }) => {
    await change('PUT', `${PARTNERS}/settings`, { holdingDays: Number(holdingDays), autoApprove });
    notifications.show({ title: 'Saved', message: 'It applies to commissions from now on.' });
  });
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <FormMessage message={message} />
        <Group gap="md" align="flex-end">
          <NumberInput
            label="Holding period in days"
            description="Time for refunds, before a commission can be approved."
            min={0}
            max={365}
            allowDecimal={false}
            disabled={!mayEdit}
            w={260}
            {...form.getInputProps('holdingDays')}
          />
          <Switch
            label="Approve what has no flag when it is over"
            disabled={!mayEdit}
            pb={8}
            {...form.getInputProps('autoApprove', { type: 'checkbox' })}
          />
          {mayEdit && (
            <Button type="submit" variant="default" loading={busy}>
              Save
            </Button>
          )}
        </Group>
      </Stack>
    </form>
  );
}
