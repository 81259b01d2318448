'use client';

import { Autocomplete, Button, Group, List, Select, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useQuery } from '@tanstack/react-query';
import type { Choice } from '@/components/admin/choices';
import { confirm } from '@/components/admin/confirm';
import { FormMessage } from '@/components/admin/form-message';
import { useSubmit } from '@/components/admin/use-submit';
import type { Partner } from '@/lib/partners/shapes';
import { PARTNERS, promotionCodesQuery } from './partner-queries';
import { useChange } from './use-change';

/** Promotion codes of Stripe that are a partner's. `sources`: null for who may not change them. */
export function PartnerCodes({ partner, sources }: { partner: Partner; sources: Choice[] | null }) {
  const change = useChange();
  const address = `${PARTNERS}/${partner.id}/codes`;
  const remove = ({ connectionId, promotionCodeId, code }: Partner['codes'][number]) =>
    confirm({
      title: 'Take code away',
      text: `Purchases with ${code || promotionCodeId} are not credited to ${partner.name} by it any more.`,
      action: 'Take away',
      run: () => change('DELETE', address, { connectionId, promotionCodeId }),
    });
  return (
    <Stack gap="xs">
      {partner.codes.length === 0 && <Text size="sm">There is none yet.</Text>}
      {partner.codes.length > 0 && (
        <List listStyleType="none" spacing={4} aria-label="Promotion codes">
          {partner.codes.map((one) => (
            <List.Item key={`${one.connectionId} ${one.promotionCodeId}`}>
              <Group gap="xs">
                <Text size="sm">{one.code || one.promotionCodeId}</Text>
                <Text size="xs" c="dimmed" ff="monospace">
                  {one.promotionCodeId}
                </Text>
                {sources && (
                  <Button
                    size="compact-xs"
                    variant="subtle"
                    color="gray"
                    aria-label={`Take ${one.code || one.promotionCodeId} away`}
                    onClick={() => remove(one)}
                  >
                    Take away
                  </Button>
                )}
              </Group>
            </List.Item>
          ))}
        </List>
      )}
      {sources && <AddCode address={address} sources={sources} />}
    </Stack>
  );
}

function AddCode({ address, sources }: { address: string; sources: Choice[] }) {
  const change = useChange();
  const { data } = useQuery(promotionCodesQuery);
  const free = data?.codes.filter(({ partner }) => partner === null) ?? [];
  const form = useForm({ initialValues: { connectionId: '', promotionCodeId: '', code: '' } });
  const connectionId = form.values.connectionId || sources[0]?.value || '';
  const { submit, busy, message } = useSubmit(form, async ({ promotionCodeId, code }) => {
    await change('POST', address, { connectionId, promotionCodeId, code });
    form.reset();
  });
  return (
    <form onSubmit={submit} noValidate>
      <FormMessage message={message} />
      <Group gap="xs" align="flex-end">
        {sources.length > 1 && (
          <Select
            label="Source"
            allowDeselect={false}
            w={180}
            data={sources}
            {...form.getInputProps('connectionId')}
            value={connectionId}
          />
        )}
        <Autocomplete
          label="Promotion code"
          description="Its id at Stripe; those that were used are offered."
          placeholder="promo_…"
          limit={20}
          w={280}
          maw="100%"
          data={free.filter((one) => one.connectionId === connectionId).map((one) => one.promotionCodeId)}
          renderOption={({ option }) => {
            const known = free.find(({ promotionCodeId }) => promotionCodeId === option.value);
            return known?.code ? `${known.code} (${option.value})` : option.value;
          }}
          {...form.getInputProps('promotionCodeId')}
        />
        <TextInput label="What customers type" placeholder="Optional" w={180} {...form.getInputProps('code')} />
        <Button type="submit" variant="default" loading={busy}>
          Add code
        </Button>
      </Group>
    </form>
  );
}
