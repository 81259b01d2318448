'use client';

import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { formatDay } from '@/components/format/format-period';
import { useLocale } from '@/components/format/locale-context';
import { TableBox } from '@/components/reports/table-box';
import { formatMoney } from '@/lib/money/format';
import { type CurrencyTable, categoryName, type DayCell, type DayRow } from './day-rows';
import classes from './reconciliation.module.css';
import { useSides } from './use-reconciliation-state';

/** A day a row, a category of the balance a column. What differs is red, and every amount opens both its sides. */
export function DayTable({ table }: { table: CurrencyTable }) {
  const { currency, categories, rows, total } = table;
  return (
    <TableBox label={`Days, ${currency.toUpperCase()}`}>
      <thead>
        <tr>
          <th scope="col">Day</th>
          {categories.map((category) => (
            <th key={category} scope="col">
              {categoryName(category)}
            </th>
          ))}
          <th scope="col">Fees on payments</th>
          <th scope="col">Net</th>
          <th scope="col">Difference</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.day}>
            <th scope="row">{formatDay(row.day)}</th>
            <Cells row={row} table={table} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">Total</th>
          <Cells row={total} table={table} />
        </tr>
      </tfoot>
    </TableBox>
  );
}

function Cells({ row, table: { currency, categories } }: { row: DayRow; table: CurrencyTable }) {
  const locale = useLocale();
  const { day, cells, fees, netMinor, transactions } = row;
  return (
    <>
      {categories.map((category) => (
        <td key={category}>
          <Amount cell={cells.get(category)} {...{ day, category, currency }} />
        </td>
      ))}
      <td className={fees.differs ? classes.off : undefined}>
        {fees.balanceMinor === 0 && !fees.differs ? '–' : formatMoney(fees.balanceMinor, currency, { locale })}
      </td>
      <td>{transactions === 0 ? '–' : formatMoney(netMinor, currency, { locale })}</td>
      <td>
        <Difference row={row} currency={currency} />
      </td>
    </>
  );
}

interface AmountProps {
  cell: DayCell | undefined;
  day: string;
  category: string;
  currency: string;
}

function Amount({ cell, day, category, currency }: AmountProps) {
  const locale = useLocale();
  const [, open] = useSides();
  if (!cell) return <span className={classes.none}>–</span>;
  const amount = formatMoney(cell.balanceMinor, currency, { locale });
  const tone = cell.differs ? classes.off : undefined;
  if (day === '') return <span className={tone}>{amount}</span>;
  return (
    <UnstyledButton
      className={`${classes.cell} ${tone ?? ''}`}
      aria-haspopup="dialog"
      onClick={() => open({ sides: `${day}:${category}:${currency}` })}
    >
      {amount}
      <VisuallyHidden>
        , {categoryName(category)} of {formatDay(day)}
        {cell.differs && ', differs from the ledger'}
      </VisuallyHidden>
    </UnstyledButton>
  );
}

function Difference({ row, currency }: { row: DayRow; currency: string }) {
  const locale = useLocale();
  const [, open] = useSides();
  const { day, apartMinor, unmatched, transactions } = row;
  if (apartMinor === 0 && unmatched === 0)
    return (
      <span className={transactions === 0 ? classes.none : classes.same}>{transactions === 0 ? '–' : '0.00'}</span>
    );
  const text = apartMinor === 0 ? `${unmatched} unmatched` : formatMoney(apartMinor, currency, { locale });
  if (day === '') return <span className={classes.off}>{text}</span>;
  return (
    <UnstyledButton
      className={`${classes.cell} ${classes.off}`}
      aria-haspopup="dialog"
      onClick={() => open({ sides: `${day}::${currency}` })}
    >
      {text}
      <VisuallyHidden>, difference of {formatDay(day)}</VisuallyHidden>
    </UnstyledButton>
  );
}
