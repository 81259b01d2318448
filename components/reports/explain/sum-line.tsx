import { IconAlertTriangle, IconCheck } from '@tabler/icons-react';
import type { Format } from '../../format/use-format';
import type { SumCheck } from './check-sum';
import classes from './explain.module.css';

/** Says whether the rows shown add up to the figure; while some are not loaded it only says what they come to. */
export function SumLine({ sum, complete, format }: { sum: SumCheck; complete: boolean; format: Format }) {
  if (!complete) return <span>Sum of the rows loaded so far</span>;
  const off = sum.shown - (sum.expected ?? 0);
  if (off === 0) {
    return (
      <span className={classes.check} data-state="yes">
        <IconCheck size={14} aria-hidden="true" /> Adds up to the figure exactly
      </span>
    );
  }
  return (
    <span className={classes.check} data-state="no">
      <IconAlertTriangle size={14} aria-hidden="true" /> Does not add up: the figure says {format(sum.expected)}, off by{' '}
      {format(off, { sign: true })}
    </span>
  );
}
