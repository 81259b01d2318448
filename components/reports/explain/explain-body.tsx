import { Code, Stack, Text, Title } from '@mantine/core';
import { formatMoney } from '@/lib/money/format';
import type { ExplainRow, MetricRows, Unconverted } from '@/lib/reports/types';
import { useLocale } from '../../format/locale-context';
import { useFormat } from '../../format/use-format';
import { Notice } from '../notice';
import { RatioParts } from '../ratio-parts';
import { checkSum } from './check-sum';
import classes from './explain.module.css';
import { ExplainRows } from './explain-rows';

interface ExplainBodyProps {
  head: MetricRows;
  /** The named part of the metric that is explained. */
  part?: string;
  rows: ExplainRow[];
  /** No further page of rows exists. */
  complete: boolean;
}

/** Definition, formula, rows and their sum, and what was in force: everything a figure can be defended with. */
export function ExplainBody({ head, part, rows, complete }: ExplainBodyProps) {
  const format = useFormat(head);
  const sums = checkSum(head, rows);
  return (
    <>
      <Stack gap={4}>
        <Title order={3}>{part ? `${head.label}: ${inWords(part)}` : head.label}</Title>
        <Text size="sm" c="dimmed">
          {head.definition}
        </Text>
        <Text fz={28} fw={600} className={classes.arithmetic} mt="xs">
          {format(head.value)}
        </Text>
        <RatioParts metric={head.metric} currency={head.currency} figure={head} />
        <Code block mt="xs">
          {head.formula}
        </Code>
      </Stack>
      {sums.length === 0 && <Text size="sm">No rows count in this period, so there is nothing to add up.</Text>}
      {sums.map((sum) => (
        <ExplainRows key={sum.part} head={head} sum={sum} complete={complete} />
      ))}
      {head.unconverted.length > 0 && <LeftOut amounts={head.unconverted} />}
      <Settings settings={head.settings} />
    </>
  );
}

/** "lostDisputes" and "at_risk" as they are read. */
const inWords = (part: string) =>
  part.replaceAll('_', ' ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function LeftOut({ amounts }: { amounts: Unconverted[] }) {
  const locale = useLocale();
  return (
    <Notice tone="warning" title="Left out: no exchange rate on the day">
      {amounts.map(({ currency, amountMinor, count }) => (
        <Text key={currency} size="sm">
          {formatMoney(amountMinor, currency, { locale })} in {count} {count === 1 ? 'row' : 'rows'}
        </Text>
      ))}
      <Text size="sm">These amounts are never guessed. They join the figure when a rate for the day is stored.</Text>
    </Notice>
  );
}

function Settings({ settings }: Pick<MetricRows, 'settings'>) {
  const entries = Object.entries(settings);
  if (entries.length === 0) return null;
  return (
    <section>
      <Title order={3} mb="xs">
        Settings in force
      </Title>
      <dl className={classes.settings}>
        {entries.map(([name, value]) => (
          <div key={name} style={{ display: 'contents' }}>
            <dt>{name}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
