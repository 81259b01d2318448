'use client';

import { Drawer, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { formatDay } from '@/components/format/format-period';
import { useLocale } from '@/components/format/locale-context';
import explain from '@/components/reports/explain/explain.module.css';
import { StripeObject } from '@/components/reports/explain/stripe-object';
import { Notice } from '@/components/reports/notice';
import { formatMoney } from '@/lib/money/format';
import type { ReconciledRow, ReconciliationRows } from '@/lib/reports/load-reconciliation-rows';
import { categoryName } from './day-rows';
import classes from './reconciliation.module.css';
import { rowsQuery } from './rows-query';
import { useReconciliationState, useSides } from './use-reconciliation-state';

/** Opens over the page: each balance transaction beside what the ledger says of it. */
export function SidesDrawer() {
  const [{ sides }, open] = useSides();
  return (
    <Drawer
      opened={sides !== null}
      onClose={() => open({ sides: null })}
      position="right"
      size="min(100vw, 860px)"
      title={sides ? titleOf(sides) : ''}
      transitionProps={{ duration: 120 }}
      closeButtonProps={{ 'aria-label': 'Close both sides' }}
    >
      {sides && <Sides sides={sides} />}
    </Drawer>
  );
}

function titleOf(sides: string): string {
  const [day = '', category = '', currency = ''] = sides.split(':');
  if (!sides.includes(':')) return `Payout ${sides}`;
  return `${category ? categoryName(category) : 'All categories'} · ${formatDay(day)} · ${currency.toUpperCase()}`;
}

function Sides({ sides }: { sides: string }) {
  const [{ mode, connection }] = useReconciliationState();
  const { data, error } = useQuery(rowsQuery(sides, mode, connection));
  if (error)
    return (
      <Notice tone="failure" title="The rows could not be read">
        {error.message}
      </Notice>
    );
  if (!data) return <Skeleton height={240} role="status" aria-label="Loading" />;
  return (
    <Stack gap="sm">
      <Summary data={data} />
      {data.rows.length > 0 && <Rows rows={data.rows} />}
      {data.more > 0 && (
        <Text size="sm" c="dimmed">
          {data.more} more are not shown here.
        </Text>
      )}
    </Stack>
  );
}

function Summary({ data: { rows } }: { data: ReconciliationRows }) {
  const off = rows.filter(({ problem }) => problem !== null).length;
  if (rows.length === 0) return <Text size="sm">Nothing is known of it on either side.</Text>;
  return (
    <Text size="sm">
      {off === 0
        ? `${rows.length} ${rows.length === 1 ? 'transaction' : 'transactions'}, and the ledger says the same of each it answers for.`
        : `${off} of ${rows.length} differ; they come first.`}
    </Text>
  );
}

function Rows({ rows }: { rows: ReconciledRow[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label="Both sides">
      <table className={explain.rows}>
        <thead>
          <tr>
            <th scope="col">In Stripe’s balance</th>
            <th scope="col" className={explain.number}>
              Amount
            </th>
            <th scope="col" className={explain.number}>
              Fee
            </th>
            <th scope="col">In the ledger</th>
            <th scope="col">Difference</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.transaction?.object.id ?? row.ledger[0]?.entryId} row={row} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function Row({ row: { transaction, ledger, problem, day, currency, category } }: { row: ReconciledRow }) {
  const locale = useLocale();
  const money = (minor: number, code = currency) => formatMoney(minor, code, { locale });
  return (
    <tr>
      <td>
        {transaction ? (
          <div className={explain.objects}>
            <StripeObject object={transaction.object} />
            {transaction.source && <StripeObject object={transaction.source} />}
            <Text size="xs" c="dimmed">
              {categoryName(category)}, {formatDay(day)}
            </Text>
          </div>
        ) : (
          'Nothing'
        )}
      </td>
      <td className={explain.number}>{transaction ? money(transaction.amountMinor) : '–'}</td>
      <td className={explain.number}>{transaction ? money(transaction.feeMinor) : '–'}</td>
      <td>
        {ledger.length === 0 ? (
          <LedgerIsSilent problem={problem} />
        ) : (
          ledger.map((entry) => (
            <div key={entry.entryId}>
              {money(entry.amountMinor, entry.currency)}{' '}
              <Text span size="xs" c="dimmed">
                {entry.measure.replaceAll('_', ' ')}, {formatDay(entry.day)} · {entry.customerId} · {entry.entryId}
              </Text>
            </div>
          ))
        )}
      </td>
      <td className={problem === null ? classes.same : classes.off}>
        {problem ?? (ledger.length === 0 ? <span className={classes.none}>–</span> : '0.00')}
      </td>
    </tr>
  );
}

/** Payouts and transfers, and what comes and goes in the balance, are nothing the ledger answers for. */
function LedgerIsSilent({ problem }: Pick<ReconciledRow, 'problem'>) {
  return problem === null ? <span className={classes.none}>Not revenue, so not the ledger’s to say</span> : 'Nothing';
}
