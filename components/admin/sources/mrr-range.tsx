'use client';

import { Text } from '@mantine/core';
import { useLocale } from '@/components/format/locale-context';
import { formatMoney } from '@/lib/money/format';
import { TextLink } from '../text-link';
import type { ExpectedMrr } from './expected-mrr-query';

/** What MRR must come to by Stripe's list of running subscriptions, and what it is here. */
export function MrrRange({ expected: { subscriptions, currencies, complete, pending } }: { expected: ExpectedMrr }) {
  const locale = useLocale();
  if (!complete) {
    return (
      <Text size="sm" c="dimmed">
        Stripe lists more running subscriptions than are added up here; the Reconciliation page compares everything.
      </Text>
    );
  }
  if (currencies.length === 0) {
    return (
      <Text size="sm" c="dimmed">
        Stripe lists no running subscription, and MRR is 0.
      </Text>
    );
  }
  return (
    <>
      {currencies.map(({ currency, lowMinor, highMinor, oursMinor, within }) => {
        const [low, ours] = [lowMinor, oursMinor].map((minor) => formatMoney(minor, currency, { locale }));
        const high = highMinor === null ? null : formatMoney(highMinor, currency, { locale });
        const between = high === null ? `at least ${low}` : low === high ? `${low}` : `between ${low} and ${high}`;
        return (
          <Text key={currency} size="sm" c={within || pending ? 'dimmed' : 'var(--hw-loss)'}>
            MRR is {ours}; expected {between}. {!within && pending && 'Events still wait to be projected.'}
            {!within && !pending && (
              <>
                Look for what is missing under <TextLink href="/events?state=failed">failed events</TextLink>.
              </>
            )}
          </Text>
        );
      })}
      <Text size="xs" c="dimmed">
        Expected: the prices of the {subscriptions} running {subscriptions === 1 ? 'subscription' : 'subscriptions'} in
        Stripe’s list, by the month; the lower end leaves out what discounts, pauses and cancellations may take.
      </Text>
    </>
  );
}
