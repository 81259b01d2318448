'use client';

import { Button, Group, Select, Stack, Text } from '@mantine/core';
import { formatMoney } from '@/lib/money/format';
import type { SpendColumns } from '@/lib/spend/parse-spend-csv';
import type { SpendPreview as Preview } from '@/lib/spend/preview-spend';
import { useLocale } from '../format/locale-context';
import { Notice } from '../reports/notice';
import { TableBox } from '../reports/table-box';

interface SpendPreviewProps {
  preview: Preview;
  currency: string;
  busy: boolean;
  onColumns: (columns: SpendColumns) => void;
  onCurrency: (currency: string) => void;
  onTake: () => void;
}

const FIELDS = [
  { field: 'day', label: 'Day' },
  { field: 'amount', label: 'Amount' },
  { field: 'currency', label: 'Currency' },
  { field: 'campaign', label: 'Campaign' },
  { field: 'source', label: 'Source' },
  { field: 'medium', label: 'Medium' },
  { field: 'reference', label: 'Reference' },
] as const;

/** What would be taken of a file, and which column is what. */
export function SpendPreview({ preview, currency, busy, onColumns, onCurrency, onTake }: SpendPreviewProps) {
  const locale = useLocale();
  const { headers, columns, problem, rows, sample, totals } = preview;
  const choose = (field: keyof SpendColumns, header: string | null) => {
    const { [field]: _, ...others } = columns;
    onColumns(header === null ? others : { ...others, [field]: header });
  };
  return (
    <Stack gap="sm">
      <Group gap="xs" align="flex-end">
        {FIELDS.map(({ field, label }) => (
          <Select
            key={field}
            size="xs"
            w={148}
            label={label}
            placeholder="No column"
            clearable
            clearButtonProps={{ 'aria-label': `No column for ${label.toLowerCase()}` }}
            value={columns[field] ?? null}
            data={headers}
            onChange={(header) => choose(field, header)}
            comboboxProps={{ transitionProps: { duration: 0 } }}
          />
        ))}
        {!columns.currency && (
          <Select
            size="xs"
            w={148}
            label="Currency of all rows"
            searchable
            allowDeselect={false}
            value={currency}
            data={Intl.supportedValuesOf('currency').map((code) => ({ value: code.toLowerCase(), label: code }))}
            onChange={(code) => code !== null && onCurrency(code)}
            comboboxProps={{ transitionProps: { duration: 0 } }}
          />
        )}
      </Group>
      {problem !== null ? (
        <Notice tone="warning" title="Nothing would be imported">
          {problem}
        </Notice>
      ) : (
        <>
          <TableBox label="The first rows of the file">
            <thead>
              <tr>
                {['Day', 'Source', 'Medium', 'Campaign', 'Amount'].map((label) => (
                  <th key={label} scope="col" data-text={label !== 'Amount' || undefined}>
                    {label}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {sample.map((row, index) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: lines of a file are told apart by their place alone
                <tr key={index}>
                  <th scope="row">{row.day}</th>
                  <td data-text>{row.source}</td>
                  <td data-text>{row.medium}</td>
                  <td data-text>{row.campaign}</td>
                  <td>{formatMoney(row.amountMinor, row.currency, { locale })}</td>
                </tr>
              ))}
            </tbody>
          </TableBox>
          <Group gap="sm">
            <Button loading={busy} onClick={onTake}>
              Import {rows} {rows === 1 ? 'row' : 'rows'}
            </Button>
            <Text size="sm" c="dimmed">
              Together {totals.map((sum) => formatMoney(sum.amountMinor, sum.currency, { locale })).join(' and ')}
            </Text>
          </Group>
        </>
      )}
    </Stack>
  );
}
