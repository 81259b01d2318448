'use client';

import { Text } from '@mantine/core';
import { useFormat } from '../format/use-format';
import type { StepRate } from './funnel-rates';

/** "12.5% 1 of 8"; a rate is never shown without what it is made of. */
export function RateText({ rate: { value, numerator, denominator } }: { rate: StepRate }) {
  const ratio = useFormat({ unit: 'ratio', currency: '' });
  const count = useFormat({ unit: 'count', currency: '' });
  return (
    <>
      {ratio(value)}{' '}
      <Text component="span" fz="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
        {count(numerator)} of {count(denominator)}
      </Text>
    </>
  );
}
