import { IconCheck, IconClock, IconX } from '@tabler/icons-react';
import classes from '../state-badge.module.css';
import type { DeliveryState } from './webhook-queries';

const LOOKS = {
  delivered: { Icon: IconCheck, like: 'projected' },
  pending: { Icon: IconClock, like: 'pending' },
  failed: { Icon: IconX, like: 'failed' },
};

/** How far a message came, by word, shape and colour. */
export function DeliveryBadge({ state }: { state: DeliveryState }) {
  const { Icon, like } = LOOKS[state];
  return (
    <span className={classes.badge} data-state={like}>
      <Icon size={14} stroke={2} aria-hidden />
      {state}
    </span>
  );
}
