'use client';

import { Tooltip, VisuallyHidden } from '@mantine/core';
import { describeChange } from '../format/format-change';
import type { FigureKind } from '../format/format-figure';
import { useLocale } from '../format/locale-context';
import { useFormat } from '../format/use-format';
import classes from './report.module.css';

interface ChangeBadgeProps {
  value: number | null;
  base: number | null;
  kind: FigureKind;
  /** Which direction is good news. */
  goodWhen: 'up' | 'down';
  /** The period compared with, in words. */
  against: string;
}

/** How a figure moved against the comparison, told by sign, arrow and colour; its base is in the tooltip. */
export function ChangeBadge({ value, base, kind, goodWhen, against }: ChangeBadgeProps) {
  const format = useFormat(kind);
  const change = describeChange(value, base, kind, { locale: useLocale() });
  if (!change) return <NoChange against={against} />;
  const up = change.delta > 0;
  const tone = change.delta === 0 ? 'same' : up === (goodWhen === 'up') ? 'gain' : 'loss';
  const note = `Compared with ${format(base)} in ${against}`;
  return (
    <Tooltip label={note} events={{ hover: true, focus: true, touch: true }} transitionProps={{ duration: 0 }}>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the base of the change must be readable by keyboard */}
      <span className={classes.change} data-tone={tone} tabIndex={0}>
        <span aria-hidden="true">{change.delta === 0 ? '=' : up ? '▲' : '▼'}</span>
        {change.delta === 0 ? 'No change' : change.text}
        <VisuallyHidden>. {note}</VisuallyHidden>
      </span>
    </Tooltip>
  );
}

function NoChange({ against }: { against: string }) {
  return (
    <span className={classes.change} data-tone="same">
      Nothing to compare with in {against}
    </span>
  );
}
