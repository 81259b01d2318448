import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';

interface NoticeProps {
  tone: 'warning' | 'failure';
  title: string;
  children: ReactNode;
}

const COLORS = { warning: 'yellow', failure: 'red' };

/** Something the reader must know before believing what follows. The tone is in the words; colour only supports it. */
export function Notice({ tone, title, children }: NoticeProps) {
  return (
    <Alert
      color={COLORS[tone]}
      variant="light"
      title={title}
      styles={{ title: { color: 'var(--mantine-color-text)' } }}
    >
      {children}
    </Alert>
  );
}
