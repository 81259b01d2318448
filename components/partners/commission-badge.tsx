import { Group, Tooltip } from '@mantine/core';
import { IconCheck, IconClock, IconCoin, IconFlag, IconMinus, IconX } from '@tabler/icons-react';
import classes from '@/components/admin/state-badge.module.css';
import type { CommissionFlag, CommissionStatus } from '@/lib/partners/types';

const LOOKS: Record<CommissionStatus, { Icon: typeof IconCheck; like: string; meaning: string }> = {
  pending: { Icon: IconClock, like: 'pending', meaning: 'In the holding period, or waits to be approved' },
  hold: { Icon: IconFlag, like: 'pending', meaning: 'Waits for somebody to look at it' },
  approved: { Icon: IconCheck, like: 'projected', meaning: 'Is in the next payout' },
  paid: { Icon: IconCoin, like: 'projected', meaning: 'Was in a payout that is paid' },
  refunded: { Icon: IconMinus, like: 'ignored', meaning: 'All of the sale was given back' },
  duplicate: { Icon: IconX, like: 'ignored', meaning: 'Somebody decided that it counts already' },
  fraud: { Icon: IconX, like: 'failed', meaning: 'Somebody decided that it is fraud' },
  cancelled: { Icon: IconX, like: 'ignored', meaning: 'Somebody took it back' },
};

export const FLAG_WORDS: Record<CommissionFlag, string> = {
  self_referral: 'own purchase',
  duplicate: 'may be a duplicate',
  reassigned: 'credited to another',
  unconverted: 'no exchange rate',
};

/** Status and doubts by word, shape and colour. */
export function CommissionBadge({ status, flags = [] }: { status: CommissionStatus; flags?: CommissionFlag[] }) {
  const { Icon, like, meaning } = LOOKS[status];
  return (
    <Group gap={8} wrap="nowrap">
      <Tooltip label={meaning}>
        <span className={classes.badge} data-state={like}>
          <Icon size={14} stroke={2} aria-hidden />
          {status}
        </span>
      </Tooltip>
      {flags.map((flag) => (
        <span key={flag} className={classes.badge} data-state="pending">
          <IconFlag size={14} stroke={2} aria-hidden />
          {FLAG_WORDS[flag]}
        </span>
      ))}
    </Group>
  );
}
