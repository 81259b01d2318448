'use client';

import { UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import classes from './explain.module.css';
import type { ExplainTarget } from './explain-target';
import { useExplain } from './use-explain';

interface FigureProps {
  target: ExplainTarget;
  /** What the figure is, for those who hear it: "MRR, Mar 2026". */
  name: string;
  children: ReactNode;
  className?: string;
}

/** A figure that opens its own explanation. */
export function Figure({ target, name, children, className }: FigureProps) {
  const [, explain] = useExplain();
  return (
    <UnstyledButton className={classes.figure} aria-haspopup="dialog" onClick={() => explain(target)}>
      <span className={className}>{children}</span>
      <VisuallyHidden>, explain {name}</VisuallyHidden>
    </UnstyledButton>
  );
}
