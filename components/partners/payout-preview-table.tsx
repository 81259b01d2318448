'use client';

import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { FormMessage } from '@/components/admin/form-message';
import { useSubmit } from '@/components/admin/use-submit';
import type { PayoutPreview } from '@/lib/partners/shapes';
import { Money } from './money';
import { payoutHref } from './partner-href';
import { PARTNERS } from './partner-queries';
import { PayoutItemsTable } from './payout-items-table';
import { useChange } from './use-change';

const made = z.object({ id: z.string() });

/** Everything that is due in one currency, and the button that makes a batch of it. */
export function PayoutPreviewTable({ due, mayEdit }: { due: PayoutPreview['currencies'][number]; mayEdit: boolean }) {
  const { currency, totalMinor, items, carried } = due;
  const change = useChange();
  const router = useRouter();
  const form = useForm({ initialValues: { note: '' } });
  const { submit, busy, message } = useSubmit(form, async ({ note }) => {
    const { id } = made.parse(await change('POST', `${PARTNERS}/payouts`, { currency, totalMinor, note }));
    router.push(payoutHref(id));
  });
  return (
    <Stack gap="xs">
      {items.length > 0 && (
        <PayoutItemsTable
          label={`Due in ${currency.toUpperCase()}`}
          items={items}
          currency={currency}
          filter={{ figure: 'approved' }}
        />
      )}
      {carried.map(({ partner, amountMinor }) => (
        <Text key={partner.id} size="sm" c="dimmed">
          {partner.name} is carried over with <Money minor={amountMinor} currency={currency} />.
        </Text>
      ))}
      {mayEdit && items.length > 0 && (
        <form onSubmit={submit} noValidate>
          <FormMessage message={message} />
          <Group gap="xs" align="flex-end">
            <TextInput label="Note" placeholder="Optional" w={260} maw="100%" {...form.getInputProps('note')} />
            <Button type="submit" loading={busy}>
              Make a payout in {currency.toUpperCase()}
            </Button>
          </Group>
        </form>
      )}
    </Stack>
  );
}
