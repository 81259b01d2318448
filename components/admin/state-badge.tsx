import { Tooltip } from '@mantine/core';
import { IconCheck, IconClock, IconMinus, IconX } from '@tabler/icons-react';
import type { EventState } from '@/lib/workspace/event-row';
import classes from './state-badge.module.css';

const ICONS = { projected: IconCheck, ignored: IconMinus, pending: IconClock, failed: IconX };

const MEANING: Record<EventState, string> = {
  projected: 'In the numbers',
  ignored: 'Stored; this type changes no number',
  pending: 'Stored, waits to be projected',
  failed: 'Stored, could not be projected',
};

/** The state by word, shape and colour. */
export function StateBadge({ state, reason }: { state: EventState; reason?: string | null }) {
  const Icon = ICONS[state];
  return (
    <Tooltip label={reason ?? MEANING[state]} multiline maw={320}>
      <span className={classes.badge} data-state={state}>
        <Icon size={14} stroke={2} aria-hidden />
        {state}
      </span>
    </Tooltip>
  );
}
