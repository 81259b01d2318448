import { Badge, Text, Title, VisuallyHidden } from '@mantine/core';
import { useSearchParams } from 'next/navigation';
import { TextLink } from '@/components/admin/text-link';
import { personHref } from '@/components/people/person-href';
import { formatMoney } from '@/lib/money/format';
import type { ExplainRow, MetricRows } from '@/lib/reports/types';
import { formatDay } from '../../format/format-period';
import { useLocale } from '../../format/locale-context';
import { type Format, useFormat } from '../../format/use-format';
import { partUnits } from '../part-units';
import type { SumCheck } from './check-sum';
import classes from './explain.module.css';
import { StripeObject } from './stripe-object';
import { SumLine } from './sum-line';

const HEADINGS = { value: 'Rows', numerator: 'Counted above the line', denominator: 'Counted below the line' };

interface ExplainRowsProps {
  head: MetricRows;
  sum: SumCheck;
  /** All rows of the figure are here, so the sum must hold. */
  complete: boolean;
}

/** The rows of one side of a figure, and the line that adds them up. */
export function ExplainRows({ head, sum, complete }: ExplainRowsProps) {
  const unit = sum.part === 'value' ? head.unit : partUnits(head.metric)[sum.part];
  const format = useFormat({ unit, currency: head.currency });
  const title = `${HEADINGS[sum.part]} (${sum.rows.length})`;
  return (
    <section>
      <Title order={3} mb={4}>
        {title}
      </Title>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard */}
      <section className={classes.scroll} tabIndex={0} aria-label={title}>
        <table className={classes.rows}>
          <thead>
            <tr>
              <th scope="col">Day</th>
              <th scope="col">Who and what</th>
              <th scope="col">Arithmetic</th>
              <th scope="col" className={classes.number}>
                Amount
              </th>
              <th scope="col" className={classes.number}>
                Counts as
              </th>
            </tr>
          </thead>
          <tbody>
            {sum.rows.map((row) => (
              <Row key={row.id} row={row} format={format} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <td colSpan={4}>
                <SumLine sum={sum} complete={complete} format={format} />
              </td>
              <td className={classes.number}>{format(sum.shown)}</td>
            </tr>
          </tfoot>
        </table>
      </section>
    </section>
  );
}

function Row({ row, format }: { row: ExplainRow; format: Format }) {
  const locale = useLocale();
  const mode = useSearchParams().get('mode') === 'test' ? 'test' : 'live';
  return (
    <tr>
      <td style={{ whiteSpace: 'nowrap' }}>{formatDay(row.day)}</td>
      <td>
        <Text size="sm" fw={500} component="div">
          {row.customer.person ? (
            <TextLink href={personHref(row.customer.person, mode)} underline="hover">
              {row.customer.label || row.customer.id}
            </TextLink>
          ) : (
            row.customer.label || row.customer.id || 'No customer'
          )}
        </Text>
        {row.customer.person && row.customer.person !== row.customer.label && (
          <Text size="xs" c="dimmed">
            {row.customer.person}
          </Text>
        )}
        <Text size="xs" c="dimmed">
          {row.description}
        </Text>
        <div className={classes.objects}>
          {row.objects.map((object) => (
            <StripeObject key={`${object.type}:${object.id}`} object={object} />
          ))}
        </div>
      </td>
      <td className={classes.arithmetic}>
        {row.arithmetic}
        {row.fxRate && (
          <Text size="xs" c="dimmed">
            × {row.fxRate}
            {row.fxDay && `, rate of ${formatDay(row.fxDay)}`}
          </Text>
        )}
        {row.quality && <Quality quality={row.quality} />}
      </td>
      <td className={classes.number}>{row.currency ? formatMoney(row.amountMinor, row.currency, { locale }) : '–'}</td>
      <td className={classes.number}>{row.value === null ? <Unconverted /> : format(row.value)}</td>
    </tr>
  );
}

/** How well the row is known: seen happening, rebuilt from invoices, or taken from the present. */
function Quality({ quality }: { quality: string }) {
  const color = quality === 'observed' ? 'gray' : 'yellow';
  return (
    <div>
      <Badge size="sm" variant="outline" color={color} c="var(--mantine-color-text)" tt="none" fz={12} fw={400}>
        {quality}
      </Badge>
    </div>
  );
}

function Unconverted() {
  return (
    <>
      –<VisuallyHidden>not converted: no exchange rate on the day</VisuallyHidden>
    </>
  );
}
