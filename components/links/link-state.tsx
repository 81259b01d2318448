import { IconArchive, IconCheck, IconClock } from '@tabler/icons-react';
import classes from '@/components/admin/state-badge.module.css';
import type { DescribedLink } from '@/lib/links/link-shapes';

/** Whether a link leads where it should, by word, shape and colour. */
export function LinkState({ link, now }: { link: Pick<DescribedLink, 'archived' | 'expiresAt'>; now: string }) {
  const isExpired = link.expiresAt !== null && link.expiresAt <= now;
  const [state, text, Icon] = isExpired
    ? (['pending', 'Expired', IconClock] as const)
    : link.archived
      ? (['ignored', 'Archived', IconArchive] as const)
      : (['projected', 'Active', IconCheck] as const);
  return (
    <span className={classes.badge} data-state={state}>
      <Icon size={14} stroke={2} aria-hidden />
      {text}
    </span>
  );
}
