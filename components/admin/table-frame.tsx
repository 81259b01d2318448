import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './table-frame.module.css';

interface Props {
  label: string;
  minWidth: number;
  /** On a phone, where columns are left out. */
  phoneMinWidth?: number;
  /** A longer one scrolls inside its frame. */
  maxHeight?: number;
  children: ReactNode;
}

/** A table that scrolls sideways on a narrow screen, reachable by keyboard. */
export function TableFrame({ label, minWidth, phoneMinWidth = minWidth, maxHeight, children }: Props) {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for inputs
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the keyboard's focus
    <div className={classes.frame} style={{ maxHeight }} role="group" aria-label={label} tabIndex={0}>
      <Table
        className={classes.table}
        style={{ '--min-width': `${minWidth}px`, '--phone-min-width': `${phoneMinWidth}px` }}
        verticalSpacing={6}
        horizontalSpacing="xs"
        highlightOnHover
        fz="sm"
      >
        {children}
      </Table>
    </div>
  );
}
