import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconClock, IconMinus, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CheckState } from '@/lib/workspace/connection-checks';
import classes from './state-line.module.css';

const ICONS = { ok: IconCheck, waiting: IconClock, problem: IconX, skipped: IconMinus };
const WORDS: Record<CheckState, string> = {
  ok: 'Done: ',
  waiting: 'Waiting: ',
  problem: 'Problem: ',
  skipped: 'Not used: ',
};

/** Something that is done, is waited for, is wrong or is not used; said by icon, colour and, for those who listen, in words. */
export function StateLine({ state, children }: { state: CheckState; children: ReactNode }) {
  const Icon = ICONS[state];
  return (
    <div className={classes.line} data-state={state}>
      <Icon size={16} stroke={2} aria-hidden className={classes.icon} />
      <div>
        <VisuallyHidden>{WORDS[state]}</VisuallyHidden>
        {children}
      </div>
    </div>
  );
}
