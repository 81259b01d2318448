'use client';

import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import { formatDay } from '@/components/format/format-period';
import { useLocale } from '@/components/format/locale-context';
import { TableBox } from '@/components/reports/table-box';
import { formatMoney } from '@/lib/money/format';
import type { ReconciledPayout } from '@/lib/reports/load-reconciliation';
import classes from './reconciliation.module.css';
import { useSides } from './use-reconciliation-state';

/** Each payout against the transactions that Stripe lists in it. */
export function PayoutTable({ payouts }: { payouts: ReconciledPayout[] }) {
  const locale = useLocale();
  return (
    <TableBox label="Payouts">
      <thead>
        <tr>
          <th scope="col">Payout</th>
          <th scope="col">Left</th>
          <th scope="col">Arrives</th>
          <th scope="col">State</th>
          <th scope="col">Amount</th>
          <th scope="col">Transactions</th>
          <th scope="col">Their sum</th>
          <th scope="col">Difference</th>
        </tr>
      </thead>
      <tbody>
        {payouts.map((payout) => (
          <tr key={`${payout.connectionId} ${payout.id}`}>
            <th scope="row">
              <PayoutId payout={payout} />
            </th>
            <td>{formatDay(payout.day)}</td>
            <td>{payout.arrivalDay ? formatDay(payout.arrivalDay) : '–'}</td>
            <td>{stateOf(payout)}</td>
            <td>{formatMoney(payout.amountMinor ?? payout.bookedMinor, payout.currency, { locale })}</td>
            <td>{payout.transactions ?? '–'}</td>
            <td>{payout.sumMinor === null ? '–' : formatMoney(payout.sumMinor, payout.currency, { locale })}</td>
            <td>
              <Difference payout={payout} />
            </td>
          </tr>
        ))}
      </tbody>
    </TableBox>
  );
}

function PayoutId({ payout: { id, transactions } }: { payout: ReconciledPayout }) {
  const [, open] = useSides();
  if (transactions === null) return <span className={classes.ids}>{id}</span>;
  return (
    <UnstyledButton
      className={`${classes.cell} ${classes.ids}`}
      aria-haspopup="dialog"
      onClick={() => open({ sides: id })}
    >
      {id}
      <VisuallyHidden>, show its transactions</VisuallyHidden>
    </UnstyledButton>
  );
}

function stateOf({ status, automatic, reverses }: ReconciledPayout): string {
  if (status === null) return 'Not read yet';
  const words = status.charAt(0).toUpperCase() + status.slice(1).replaceAll('_', ' ');
  if (reverses !== null) return `${words}, takes one back`;
  return automatic ? words : `${words}, manual`;
}

function Difference({ payout }: { payout: ReconciledPayout }) {
  const locale = useLocale();
  const { differenceMinor, sumMinor, missing, currency, automatic } = payout;
  if (missing.length > 0) return <span className={classes.off}>{missing.length} not stored</span>;
  if (differenceMinor === null) return <span className={classes.none}>Not compared</span>;
  if (differenceMinor !== 0)
    return <span className={classes.off}>{formatMoney(differenceMinor, currency, { locale })}</span>;
  if (sumMinor !== null) return <span className={classes.same}>0.00</span>;
  return (
    <span className={classes.none}>{automatic ? 'Not settled by Stripe yet' : 'Stripe lists no transactions'}</span>
  );
}
