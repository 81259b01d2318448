import { Anchor, Text, Title } from '@mantine/core';
import Link from 'next/link';
import type { MetricResult } from '@/lib/reports/types';

/** True when nothing happened in the range, so that a chart would only draw zeros. */
export function isEmpty(...results: MetricResult[]): boolean {
  return results.every(({ series, unconverted }) => {
    return unconverted.length === 0 && series.every(({ points }) => points.every(({ value }) => !value));
  });
}

/** Says why there is nothing to see, and what the reader can do about it. */
export function EmptyReport({ what, mode }: { what: string; mode: 'live' | 'test' }) {
  return (
    <section>
      <Title order={2} mb={4}>
        No {what} in this view
      </Title>
      <Text size="sm">
        Nothing in the {mode} data matches these days and filters. Choose other days or remove a filter above. If no
        data has arrived yet,{' '}
        <Anchor component={Link} href="/sources" inherit underline="always">
          connect Stripe or check the connection
        </Anchor>
        .
      </Text>
    </section>
  );
}
