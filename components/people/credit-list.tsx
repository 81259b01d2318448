'use client';

import { Text } from '@mantine/core';
import { MODEL_LABELS } from '@/lib/definitions/model-labels';
import { ATTRIBUTION_MODELS } from '@/lib/definitions/presets';
import type { Credit } from '@/lib/people/shapes';
import { formatInstant } from '../format/format-instant';
import { useFormat } from '../format/use-format';
import classes from './people.module.css';

/** The touches that a person's sales are credited to, each with its part. */
export function CreditList({ credit, timeZone }: { credit: Credit | null; timeZone: string }) {
  const share = useFormat({ unit: 'ratio', currency: '' });
  if (credit === null)
    return (
      <Text size="sm" c="dimmed">
        Direct / unknown: no click and no visit before the first sale is known.
      </Text>
    );
  const model = ATTRIBUTION_MODELS.find((known) => known === credit.model);
  return (
    <>
      {model && <Text size="sm">{MODEL_LABELS[model]}</Text>}
      <ul className={classes.events} aria-label="Credited to">
        {credit.shares.map(({ at, part, link, partner, source, medium, campaign }, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: touches of one instant can be alike, and their order is theirs
          <li key={`${at} ${index}`} className={classes.event}>
            <span className={classes.when}>{formatInstant(at, timeZone)}</span>
            <Text size="sm" component="span">
              {[link, partner, source, medium, campaign].filter((text) => text !== '').join(' · ') || 'Direct'}
            </Text>
            <span className={classes.number}>{share(part)}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
