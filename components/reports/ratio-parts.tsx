'use client';

import { Text } from '@mantine/core';
import { useFormat } from '../format/use-format';
import { partUnits } from './part-units';

interface RatioPartsProps {
  metric: string;
  currency: string;
  figure: { numerator: number | null; denominator: number | null; parts?: Record<string, number> };
}

/** "3 of 4": a rate is never shown without what it is made of. Nothing for a figure that is not a rate. */
export function RatioParts({ metric, currency, figure }: RatioPartsProps) {
  const units = partUnits(metric);
  const top = useFormat({ unit: units.numerator, currency });
  const bottom = useFormat({ unit: units.denominator, currency });
  const count = useFormat({ unit: 'count', currency });
  if (figure.numerator === null && figure.denominator === null) return null;
  const { divisor } = units;
  return (
    <Text component="span" fz="xs" c="dimmed" style={{ fontVariantNumeric: 'tabular-nums' }}>
      {top(figure.numerator)} {units.joint} {bottom(figure.denominator)}
      {divisor &&
        figure.parts &&
        `, ${divisor.label} ${count(figure.parts[divisor.numerator] ?? 0)} of ${count(figure.parts[divisor.denominator] ?? 0)}`}
    </Text>
  );
}
