'use client';

import { TableTbody, TableTd, TableTh, TableThead, TableTr, Text } from '@mantine/core';
import { useLocale } from '@/components/format/locale-context';
import type { Unconverted } from '@/lib/fx/load-unconverted';
import { formatMoney } from '@/lib/money/format';
import { TableFrame } from '../table-frame';

/** The currencies whose amounts wait for a rate, and since when. */
export function RatesUnconverted({ waiting, currency }: { waiting: Unconverted[]; currency: string }) {
  const locale = useLocale();
  if (waiting.length === 0) return <Text size="sm">Nothing waits: every amount is converted.</Text>;
  return (
    <TableFrame label="Waiting for a rate" minWidth={640}>
      <TableThead>
        <TableTr>
          <TableTh>Currency</TableTh>
          <TableTh ta="right">Ledger rows</TableTh>
          <TableTh>Since</TableTh>
          <TableTh>Until</TableTh>
          <TableTh ta="right">MRR today</TableTh>
          <TableTh>What to do</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {waiting.map((row) => (
          <TableTr key={row.currency}>
            <TableTd>{row.currency.toUpperCase()}</TableTd>
            <TableTd ta="right">{row.entries}</TableTd>
            <TableTd>{row.since ?? '–'}</TableTd>
            <TableTd>{row.until ?? '–'}</TableTd>
            <TableTd ta="right">
              {row.mrr === null ? '–' : formatMoney(BigInt(row.mrr), row.currency, { locale })}
            </TableTd>
            <TableTd c="dimmed">
              Import {row.currency},{currency} for these days, or both against one other currency.
            </TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}
