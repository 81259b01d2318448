'use client';

import { Button, FileButton, Group, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { z } from 'zod';
import { FormMessage } from '@/components/admin/form-message';
import { sendJson } from '@/components/admin/send-json';
import { useSubmit } from '@/components/admin/use-submit';

const answer = z.object({ created: z.number(), known: z.number() });

const EXAMPLE = `occurred_at,email,source,medium,campaign
2026-03-02T10:00:00Z,ana@example.com,podcast,audio,spring`;

/** Clicks and visits of before, or of elsewhere, from a CSV. */
export function ImportTouches() {
  const form = useForm({ initialValues: { csv: '' } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    const { created, known } = answer.parse(await sendJson('POST', '/api/internal/touchpoints/import', values));
    form.reset();
    notifications.show({
      title: 'Touches imported',
      message: `${created} stored${known > 0 ? `, ${known} were known` : ''}. Sales are credited again in a moment.`,
    });
  });
  const read = async (file: File | null) => {
    if (file) form.setFieldValue('csv', await file.text());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={640}>
        <FormMessage message={message} />
        <Textarea
          label="Touches as CSV"
          description="One a line: occurred_at, and user_id, email, stripe_customer_id or visitor_id. All lines are taken, or none."
          placeholder={EXAMPLE}
          autosize
          minRows={4}
          maxRows={14}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          {...form.getInputProps('csv')}
        />
        <Group gap="xs">
          <FileButton onChange={read} accept="text/csv,.csv" inputProps={{ 'aria-label': 'CSV file of touches' }}>
            {(props) => (
              <Button variant="default" {...props}>
                Choose a file
              </Button>
            )}
          </FileButton>
          <Button type="submit" loading={busy}>
            Import touches
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
