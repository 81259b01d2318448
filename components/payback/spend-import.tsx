'use client';

import { Button, FileButton, Group, Stack, Text, Textarea } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useQueryClient } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { type DragEvent, useState } from 'react';
import { z } from 'zod';
import type { SpendColumns } from '@/lib/spend/parse-spend-csv';
import type { SpendPreview as Preview } from '@/lib/spend/preview-spend';
import { FormMessage } from '../admin/form-message';
import { sendJson } from '../admin/send-json';
import { SpendPreview } from './spend-preview';
import { SPEND_QUERY } from './spend-query';
import { spendPreview } from './spend-shapes';

const saved = z.object({ rows: z.number(), added: z.number(), changed: z.number() });
const ADDRESS = '/api/internal/spend';

/** A file of spend, looked at before it is taken. */
export function SpendImport({ currency: own }: { currency: string }) {
  const router = useRouter();
  const queries = useQueryClient();
  const [csv, setCsv] = useState('');
  const [currency, setCurrency] = useState(own);
  const [preview, setPreview] = useState<Preview | null>(null);
  const [message, setMessage] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);

  const attempt = async (work: () => Promise<void>) => {
    setBusy(true);
    setMessage(null);
    try {
      await work();
    } catch (error) {
      setMessage(error instanceof Error ? error.message : 'Something failed. Nothing was imported.');
    } finally {
      setBusy(false);
    }
  };
  const look = (text: string, columns?: SpendColumns, common = currency) =>
    attempt(async () => {
      setCsv(text);
      setPreview(null);
      const asked = { csv: text, currency: common, dryRun: true, ...(columns ? { columns } : {}) };
      setPreview(spendPreview.parse(await sendJson('POST', ADDRESS, asked)));
    });
  const take = (columns: SpendColumns) =>
    attempt(async () => {
      const { rows, added, changed } = saved.parse(await sendJson('POST', ADDRESS, { csv, currency, columns }));
      notifications.show({
        title: 'Spend imported',
        message: `${rows} rows: ${added} new, ${changed} with another amount than before.`,
      });
      setCsv('');
      setPreview(null);
      await queries.invalidateQueries({ queryKey: SPEND_QUERY });
      router.refresh();
    });
  const readFile = async (file: File | null | undefined) => {
    if (file) await look(await file.text());
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    readFile(event.dataTransfer.files[0]);
  };

  return (
    <Stack gap="sm">
      <FormMessage message={message} />
      <Textarea
        label="Spend as CSV"
        description="Drop a file here, choose one, or paste it. Columns are known by their headers; you can say otherwise below."
        placeholder={'day,source,medium,campaign,currency,amount\n2026-03-02,google,cpc,spring,eur,120.50'}
        autosize
        minRows={4}
        maxRows={10}
        maw={720}
        value={csv}
        onChange={(event) => {
          setCsv(event.currentTarget.value);
          setPreview(null);
        }}
        onDragOver={(event) => event.preventDefault()}
        onDrop={drop}
        styles={{ input: { fontFamily: 'var(--mantine-font-family-monospace)' } }}
      />
      <Group gap="xs">
        <FileButton onChange={readFile} accept="text/csv,.csv" inputProps={{ 'aria-label': 'CSV file of spend' }}>
          {(props) => (
            <Button variant="default" {...props}>
              Choose a file
            </Button>
          )}
        </FileButton>
        <Button variant="default" loading={busy} disabled={csv.trim() === ''} onClick={() => look(csv)}>
          Preview
        </Button>
      </Group>
      {preview && (
        <SpendPreview
          preview={preview}
          currency={currency}
          busy={busy}
          onColumns={(columns) => look(csv, columns)}
          onCurrency={(code) => {
            setCurrency(code);
            look(csv, preview.columns, code);
          }}
          onTake={() => take(preview.columns)}
        />
      )}
      <Text size="sm" c="dimmed">
        Servers send the same as JSON, up to 5,000 rows at a time, to <code>POST /api/v1/spend</code>. A row that is
        told again replaces its amount.
      </Text>
    </Stack>
  );
}
