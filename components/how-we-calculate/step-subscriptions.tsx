import { Anchor, TableTbody, TableTd, TableTh, TableThead, TableTr } from '@mantine/core';
import { TableFrame } from '@/components/admin/table-frame';
import type { Format } from '@/components/format/use-format';
import type { ComparisonStep } from './comparison-query';
import classes from './how-we-calculate.module.css';

interface Props {
  label: string;
  subscriptions: ComparisonStep['subscriptions'];
  money: Format;
}

/** The subscriptions whose MRR a setting moves. */
export function StepSubscriptions({ label, subscriptions, money }: Props) {
  return (
    <TableFrame label={`Subscriptions: ${label}`} minWidth={560}>
      <TableThead>
        <TableTr>
          <TableTh>Customer</TableTh>
          <TableTh>Subscription</TableTh>
          <TableTh ta="right">Before</TableTh>
          <TableTh ta="right">After</TableTh>
          <TableTh ta="right">Difference</TableTh>
        </TableTr>
      </TableThead>
      <TableTbody>
        {subscriptions.map(({ connectionId, subscriptionId, customer, before, after, delta }) => (
          <TableTr key={`${connectionId} ${subscriptionId}`}>
            <TableTd>{customer.label}</TableTd>
            <TableTd className={classes.id}>
              <Anchor
                href={`https://dashboard.stripe.com/subscriptions/${subscriptionId}`}
                target="_blank"
                rel="noreferrer"
                inherit
              >
                {subscriptionId}
              </Anchor>
            </TableTd>
            <TableTd ta="right">{money(before)}</TableTd>
            <TableTd ta="right">{money(after)}</TableTd>
            <TableTd ta="right">{money(delta, { sign: true })}</TableTd>
          </TableTr>
        ))}
      </TableTbody>
    </TableFrame>
  );
}
