'use client';

import { Button, FileButton, Group, Stack, Textarea } from '@mantine/core';
import { useForm } from '@mantine/form';
import { notifications } from '@mantine/notifications';
import { useRouter } from 'next/navigation';
import { z } from 'zod';
import { FormMessage } from '../form-message';
import { sendJson } from '../send-json';
import { useSubmit } from '../use-submit';

const answer = z.object({ rows: z.number() });

export function RatesForm() {
  const router = useRouter();
  const form = useForm({ initialValues: { csv: '' } });
  const { submit, busy, message } = useSubmit(form, async (values) => {
    const { rows } = answer.parse(await sendJson('POST', '/api/internal/fx-rates', values));
    form.reset();
    notifications.show({
      title: 'Rates imported',
      message: `${rows} rates stored; amounts that waited for them are converted.`,
    });
    router.refresh();
  });
  const read = async (file: File | null) => {
    if (file) form.setFieldValue('csv', await file.text());
  };
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm" maw={640}>
        <FormMessage message={message} />
        <Textarea
          label="Rates as CSV"
          description="One rate a line: 1 unit of base is rate units of quote on that day."
          placeholder={'day,base,quote,rate\n2026-03-02,eur,usd,1.0842'}
          autosize
          minRows={5}
          maxRows={14}
          styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
          {...form.getInputProps('csv')}
        />
        <Group gap="xs">
          <FileButton onChange={read} accept="text/csv,.csv" inputProps={{ 'aria-label': 'CSV file' }}>
            {(props) => (
              <Button variant="default" {...props}>
                Choose a file
              </Button>
            )}
          </FileButton>
          <Button type="submit" loading={busy}>
            Import rates
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
