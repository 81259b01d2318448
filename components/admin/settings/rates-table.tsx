import { TableTbody, TableTd, TableTh, TableThead, TableTr } from '@mantine/core';
import type { LatestRate } from '@/lib/workspace/load-rates';
import { TableFrame } from '../table-frame';

const SOURCES: Record<string, string> = { ecb: 'European Central Bank', csv: 'imported', demo: 'the story' };

export function RatesTable({ rates }: { rates: LatestRate[] }) {
  return (
    <TableFrame label="Latest rates" minWidth={560}>
      <TableThead>
        <TableTr>
          <TableTh>Pair</TableTh>
          <TableTh ta="right">Rate</TableTh>
          <TableTh>Latest day</TableTh>
          <TableTh ta="right">Days stored</TableTh>
          <TableTh>From</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {rates.map(({ base, quote, rate, day, days, source }) => (
          <TableTr key={`${base}${quote}`}>
            <TableTd>
              {base.toUpperCase()} → {quote.toUpperCase()}
            </TableTd>
            <TableTd ta="right">{rate}</TableTd>
            <TableTd>{day}</TableTd>
            <TableTd ta="right">{days}</TableTd>
            <TableTd>{SOURCES[source] ?? source}</TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}
