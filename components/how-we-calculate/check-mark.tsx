import { IconCheck, IconX } from '@tabler/icons-react';
import classes from './how-we-calculate.module.css';

/** Whether an example comes out as defined: by word, shape and colour. */
export function CheckMark({ holds }: { holds: boolean }) {
  const Icon = holds ? IconCheck : IconX;
  return (
    <span className={classes.check} data-holds={holds}>
      <Icon size={14} stroke={2} aria-hidden />
      {holds ? 'as defined' : 'differs'}
    </span>
  );
}
